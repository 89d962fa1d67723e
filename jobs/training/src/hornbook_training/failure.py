"""Errors that a user can mend, with the exit codes of the Java program: 2 configuration, 3 data, 1 a defect."""


class UserError(Exception):
    """One sentence: what cannot be done, where, and why."""

    exit_code = 1


class ConfigurationError(UserError):
    """The command line, a recipe, an experiment or a setting is wrong."""

    exit_code = 2


class DataError(UserError):
    """What was read is not what its manifest says, or cannot be learned from."""

    exit_code = 3
