"""LanguageTool: its server, started and watched, and what it says of paragraphs.

The package language-tool-python is under the GPL; ``client.py`` alone imports it, when a rule asks.
"""
