"""The CIB as it will be once a transition graph has been carried out, every action successful."""
