"""Documents in from files and crawls, claims out to Arrow and Parquet, and the engines that run over many machines.

Each module here needs an extra and says so when it is absent; nothing is imported before it is used.
"""
