"""Who: accounts, trainers, clients."""
