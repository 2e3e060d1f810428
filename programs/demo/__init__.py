"""A studio to try Setwise with: made-up clients, programs and maxes, by the actions that pages use."""
