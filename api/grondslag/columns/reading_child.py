"""Run in a process of its own: parse what comes in, and hand it on as canonical N-Quads.

Called as ``python -I -S reading_child.py FOLDER_OF_PYOXIGRAPH SYNTAX BATCH``. It imports nothing
else, so that it has begun before its parent has imported NumPy. On standard output every batch
comes after its length (8 bytes, little-endian); a length of zero is followed by the length and the
text of a JSON object that tells prefixes and base at the end. Without that ending something was
wrong; the parent then reads the source itself, and meets the error itself.
"""

import sys


def main() -> None:
    """Do the work of this process."""
    folder, syntax, batch = sys.argv[1:4]
    sys.path.insert(0, folder)

    import json
    from itertools import islice

    import pyoxigraph as ox

    output = sys.stdout.buffer

    def send(data: bytes) -> None:
        output.write(len(data).to_bytes(8, "little"))
        output.write(data)
        output.flush()

    quads = ox.parse(sys.stdin.buffer, format=getattr(ox.RdfFormat, syntax))
    while data := ox.serialize(islice(quads, int(batch)), format=ox.RdfFormat.N_QUADS):
        send(data)
    send(b"")
    send(json.dumps({"prefixes": quads.prefixes, "base": quads.base_iri}).encode())


if __name__ == "__main__":
    main()
