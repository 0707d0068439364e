"""The pages at which people work. All of them work by forms, without scripts."""
