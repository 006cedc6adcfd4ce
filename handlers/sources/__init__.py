"""One independent adapter per alert format: bytes in, `IncomingAlert` values out, or `PayloadRefused`.

Each has `read(body, received_at)`. Which hook uses which adapter is said in `handlers/web`.
"""
