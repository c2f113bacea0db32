"""What benchmarks take in: programs that are files and no packages (scorers, other benchmarks), and bare texts."""

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from tellings.records import Article, ArticleId, Precision, Published


def module_at(path: Path) -> ModuleType:
    """The Python file as a module; it is registered, because dataclasses look their module up."""
    name = f"loaded_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def plain_article(name: str, text: str, title: str = "") -> Article:
    """An article that is nothing but its text, and its title where that stands apart."""
    return Article(ArticleId(name), name, text, title, None, (), (), None, None, "en", None, (), ())


def dated_article(name: str, text: str, title: str, outlet: str, day: str | None) -> Article:
    """An article with its outlet and the ISO date on which it was published, if that is known."""
    published = Published(day[:10], Precision.DAY, "as the data says") if day else None
    return replace(plain_article(name, text, title), outlet=outlet, published=published)
