"""Files the programs read: themes, translations, icons, example clusters."""
