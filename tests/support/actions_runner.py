"""Runs a job's `run:` steps as a runner would: in order, with their conditions and variables.

It knows the few expressions that the workflows here use, and stops at any other. What an action
does (`uses:`) is not run; what is uploaded is noted.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Step = dict[str, Any]


@dataclass
class JobRun:
    """What became of a job: how each named step ended, its outputs, and what it uploaded."""

    outcomes: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    uploads: dict[str, Path] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether a step failed, and so the job."""
        return "failure" in self.outcomes.values()


@dataclass
class Runner:
    """A machine with a checkout; `context` holds what expressions may ask for.

    Its commands inherit the descriptors.
    """

    checkout: Path
    temporary: Path
    context: dict[str, Any]
    path: str = os.environ["PATH"]
    descriptors: tuple[int, ...] = ()

    def run(self, workflow: Path, job: str) -> JobRun:
        """Run the steps of a job, one after the other."""
        content = yaml.safe_load(workflow.read_text(encoding="utf-8"))
        assert content["defaults"]["run"]["shell"] == "bash"
        done = JobRun()
        for step in content["jobs"][job]["steps"]:
            if "run" in step:
                self._run_step(step, done)
            elif step["uses"].startswith("actions/upload-artifact@") and self._wanted(step, done):
                folder = self.checkout / step["with"]["path"]
                assert folder.is_dir(), f"{folder} is not there to be uploaded"
                done.uploads[step["with"]["name"]] = folder
        outputs = content["jobs"][job].get("outputs", {})
        done.outputs = {name: self.filled(text) for name, text in outputs.items()}
        return done

    def _run_step(self, step: Step, done: JobRun) -> None:
        name = step["name"]
        if not self._wanted(step, done):
            done.outcomes[name] = "skipped"
            return
        written = self.temporary / "output"
        written.write_text("", encoding="utf-8")
        result = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.checkout,
            env=self._environment(step, written),
            capture_output=True,
            encoding="utf-8",
            check=False,
            pass_fds=self.descriptors,
        )
        done.outcomes[name] = "failure" if result.returncode else "success"
        done.said[name] = result.stdout + result.stderr
        if "id" in step:
            lines = written.read_text(encoding="utf-8").splitlines()
            outputs = dict(line.split("=", 1) for line in lines)
            steps = self.context.setdefault("steps", {})
            steps[step["id"]] = {"outcome": done.outcomes[name], "outputs": outputs}

    def _environment(self, step: Step, written: Path) -> dict[str, str]:
        github = self.context["github"]
        return {
            "PATH": self.path,
            "HOME": str(self.temporary),
            "GITHUB_REPOSITORY": github["repository"],
            "GITHUB_EVENT_PATH": str(self.temporary / "event.json"),
            "GITHUB_OUTPUT": str(written),
            "GITHUB_STEP_SUMMARY": str(self.temporary / "summary.md"),
            "RUNNER_TEMP": str(self.temporary),
            **{name: self.filled(text) for name, text in step.get("env", {}).items()},
        }

    def _wanted(self, step: Step, done: JobRun) -> bool:
        """Whether a step runs: without a condition, when none before it has failed."""
        if "if" not in step:
            return not done.failed
        found = re.fullmatch(r"\$\{\{ !cancelled\(\) (&& .*) \}\}", step["if"])
        assert found, f"another condition: {step['if']}"
        parts = found[1].removeprefix("&& ").split(" && ")
        return all(self._holds(part) for part in parts)

    def _holds(self, part: str) -> bool:
        left, right = part.split(" == ")
        return self._looked_up(left) == right.strip("'")

    def filled(self, text: str) -> str:
        """Return text with each `${{ … }}` replaced."""
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda m: str(self._looked_up(m[1])), text)

    def _looked_up(self, expression: str) -> Any:  # noqa: ANN401 - whatever the context holds
        found = re.fullmatch(r"fromJSON\(([\w.-]+)\)\.(\w+)", expression)
        if found:
            return json.loads(self._looked_up(found[1]))[found[2]]
        assert re.fullmatch(r"[\w.-]+", expression), f"another expression: {expression}"
        value: Any = self.context
        for name in expression.split("."):
            value = value.get(name, "")  # as GitHub has it: what is not there is empty
        return value
