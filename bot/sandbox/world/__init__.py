"""The state machine of the sandbox: values and functions over them, time passed in, no input or output."""
