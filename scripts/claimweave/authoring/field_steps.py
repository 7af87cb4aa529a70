"""Fields that are asked for one by one: what was answered before is proposed again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimweave.authoring.terminal import Question, ask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claimweave.authoring.answers import Given
    from claimweave.authoring.terminal import Terminal


@dataclass(frozen=True)
class FieldSteps:
    """Whom to ask, how each field is read, what is given already, and what was answered earlier."""

    terminal: Terminal
    readers: Mapping[str, Callable[[str], Any]]
    given: Given
    earlier: Given
    answers: dict[str, Sequence[str]] = field(default_factory=dict)
    """What is given or answered; the steps put their answers here."""

    def single(
        self,
        name: str,
        text: str,
        words: Mapping[str, str] | None = None,
        *,
        optional: bool = False,
    ) -> Callable[[], bool]:
        """Return the step that asks for a field in one line; Enter takes the answer before."""

        def step() -> bool:
            default = " ".join(self.answers.get(name, self.earlier.get(name, ())))
            question = Question(text, self.readers[name], default, words or {}, optional)
            answer = ask(self.terminal, question)
            self.answers[name] = [answer] if answer else []
            return True

        return self.unless_given(name, step)

    def unless_given(self, name: str, step: Callable[[], bool]) -> Callable[[], bool]:
        """Return the step, which asks nothing where its field is given."""
        return lambda: name not in self.given and step()
