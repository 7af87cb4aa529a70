"""Runs one target of the fuzzing, and writes what came of it: `scripts/measure/fuzz.py` calls this.

Usage: python run.py ENGINE TARGET INPUTS SEED RESULT. ENGINE is `hypothesis` (inputs grown from
real files, by properties) or `atheris` (inputs grown by what they reach in the code).
"""

from __future__ import annotations

import faulthandler
import json
import resource
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

if TYPE_CHECKING:
    from collections.abc import Callable

HANGS = 60
"""Seconds after which a single input is given up, and the whole run with it."""


@dataclass
class Outcome:
    """What a run has seen: how many inputs, the slowest, and each fault once with its input."""

    target: Callable[[bytes], None]
    result: Path
    wanted: int
    inputs: int = 0
    slowest: float = 0.0
    slow_input: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    def take(self, raw: bytes) -> None:
        """Run one input. Seconds are those of the processor: other programs do not count."""
        faulthandler.dump_traceback_later(HANGS, exit=True)
        began = time.process_time()
        try:
            self.target(raw)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
            self.faults.setdefault(where, repr(raw[:2_000]))
        seconds = time.process_time() - began
        if seconds > self.slowest:
            self.slowest, self.slow_input = seconds, repr(raw[:2_000])
        self.inputs += 1
        if self.inputs % 500 == 0 or self.inputs >= self.wanted:
            self.write()

    def write(self) -> None:
        """Write the result so far: the engine may end the process without a word."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.result.write_text(
            json.dumps(
                {
                    "inputs": self.inputs,
                    "slowest": self.slowest,
                    "peak": peak,
                    "slow_input": self.slow_input,
                    "faults": self.faults,
                }
            ),
            encoding="utf-8",
        )


def with_hypothesis(kind: str, outcome: Outcome, seed: int) -> None:
    """Draw inputs from the strategies, in an order that the seed decides."""
    import hypothesis

    from fuzzing.inputs import hostile

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=outcome.wanted,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(hostile(kind))
    def run(raw: bytes) -> None:
        outcome.take(raw)

    run()


def with_atheris(kind: str, outcome: Outcome, seed: int) -> None:
    """Let libFuzzer change the seeds, and keep what reaches new code."""
    import atheris

    from fuzzing.seeds import TOKENS, seeds

    folder = Path(tempfile.mkdtemp(prefix="claimweave-corpus-"))
    (folder / "corpus").mkdir()
    for number, text in enumerate(seeds(kind)):
        (folder / "corpus" / str(number)).write_text(text, encoding="utf-8")
    words = (token.encode() for token in TOKENS if len(token) < 60)
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"' for word in words if word)
    (folder / "words").write_text("\n".join(lines), encoding="ascii")
    # Entropic schedules go by the clock, too: the same seed would not give the same inputs.
    options = [
        f"-runs={outcome.wanted}",
        f"-seed={seed}",
        "-entropic=0",
        "-max_len=4096",
        "-verbosity=0",
        f"-dict={folder / 'words'}",
        str(folder / "corpus"),
    ]
    atheris.Setup([sys.argv[0], *options], outcome.take)
    atheris.Fuzz()


def main() -> None:
    """Run what the arguments say."""
    engine, name, inputs, seed, result = sys.argv[1:]
    if engine == "atheris":
        import atheris

        with atheris.instrument_imports(include=["claimweave"]):
            from fuzzing.targets import TARGETS, made_once
    else:
        from fuzzing.targets import TARGETS, made_once
    kind, target = TARGETS[name]
    if name.endswith("in a review"):
        made_once()
    outcome = Outcome(target, Path(result), int(inputs))
    (with_atheris if engine == "atheris" else with_hypothesis)(kind, outcome, int(seed))
    outcome.write()


if __name__ == "__main__":
    main()
