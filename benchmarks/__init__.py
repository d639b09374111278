"""Commands that time graphq and print ratios within one run."""
