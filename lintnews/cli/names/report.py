"""``lintnews names report``"""

import click


@click.command()
def report():
    pass
