"""Readers of the public files about primary care networks: `epcn`, `adjusted`; import the one you need."""
