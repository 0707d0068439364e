"""The seed articles must stay as they are, byte for byte: places in them are written down."""

import hashlib
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
CHECKSUMS = {
    "000_d67ad8c953752a31.txt": "fb73157c807ad3109736eff5f23330dc627e2755a3b33895ce9e8674baee5f95",
    "001_946d915f54170922.txt": "df8c90c824bcedd8c5ecebbdb47a780a63feb269031ec9ba698285bbdc2e9f13",
    "004_027b5ece264e544d.txt": "d4eb0b9bb2eb9ab9171118996bc71bd97da441af0c9e7aabe223a28ba93a451a",
}


@pytest.mark.parametrize(("name", "checksum"), CHECKSUMS.items())
def test_a_seed_is_unchanged(name, checksum):
    assert hashlib.sha256((SEEDS / name).read_bytes()).hexdigest() == checksum


def test_there_are_no_other_seeds():
    assert sorted(path.name for path in SEEDS.iterdir()) == sorted(CHECKSUMS)
