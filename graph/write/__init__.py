"""Facts into a store: written once, brought up to date, taken back, and what follows from them."""
