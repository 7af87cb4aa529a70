"""A small client of a language server that speaks LSP over standard input and output.

Source: Language Server Protocol 3.17 (base protocol, `initialize`, text documents, hover,
completion, published diagnostics).
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Self

SECONDS = 600
"""How long an answer may take: a server that needs longer hangs, however busy the machine is."""


class LanguageServer:
    """A running server. Positions are (line, character) from 0, as in the protocol."""

    def __init__(self, command: list[str], root: Path, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._number = 0
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._diagnostics: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.capabilities = self._initialize(root)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ask("shutdown", None)
        self._tell("exit", None)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(SECONDS)
        self._process.stdout.close()

    def diagnostics(self, texts: Mapping[Path, str]) -> dict[Path, list[str]]:
        """Open files with these texts; return what the server finds wrong in each.

        A path is opened once in the life of a server.
        """
        waiting = {path.as_uri(): path for path in texts}
        for path, text in texts.items():
            document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
            self._tell("textDocument/didOpen", {"textDocument": document})
        found = {}
        while waiting:
            published = self._diagnostics.get(timeout=SECONDS)
            path = waiting.pop(published["uri"], None)
            if path is not None:
                found[path] = [each["message"] for each in published["diagnostics"]]
        return found

    def hover(self, path: Path, line: int, character: int) -> str:
        """Return the text that is shown over a place of an open file."""
        answer = self._ask("textDocument/hover", self._place(path, line, character))
        return str(answer["contents"]["value"]) if answer else ""

    def completion(self, path: Path, line: int, character: int) -> dict[str, dict[str, Any]]:
        """Return what is offered at a place of an open file, by its label."""
        answer = self._ask("textDocument/completion", self._place(path, line, character))
        return {item["label"]: item for item in answer["items"]}

    def _initialize(self, root: Path) -> dict[str, Any]:
        text = {
            "hover": {"contentFormat": ["markdown"]},
            "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
            "publishDiagnostics": {},
        }
        asked = {
            "processId": None,
            "rootUri": root.as_uri(),
            "workspaceFolders": [{"uri": root.as_uri(), "name": root.name}],
            "capabilities": {"textDocument": text, "workspace": {"configuration": True}},
        }
        answer = self._ask("initialize", asked)
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})
        return dict(answer["capabilities"])

    @staticmethod
    def _place(path: Path, line: int, character: int) -> dict[str, Any]:
        position = {"line": line, "character": character}
        return {"textDocument": {"uri": path.as_uri()}, "position": position}

    def _ask(self, method: str, params: object) -> Any:  # noqa: ANN401 - as the method has it
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        answer = self._answers.get(timeout=SECONDS)
        assert answer["id"] == self._number, answer
        assert "error" not in answer, answer
        return answer["result"]

    def _tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        raw = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(raw), raw))
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout
        while message := _read(self._process.stdout):
            if message.get("method") == "workspace/configuration":
                items = message["params"]["items"]
                answer = [self._settings.get(item["section"], {}) for item in items]
                self._send({"id": message["id"], "result": answer})
            elif "method" in message and "id" in message:
                self._send({"id": message["id"], "result": None})
            elif message.get("method") == "textDocument/publishDiagnostics":
                self._diagnostics.put(message["params"])
            elif "id" in message:
                self._answers.put(message)


def _read(stream: IO[bytes]) -> dict[str, Any] | None:
    """Return the next message; None when the server has ended."""
    length = 0
    while line := stream.readline().strip():
        if line.lower().startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    return dict(json.loads(stream.read(length))) if length else None
