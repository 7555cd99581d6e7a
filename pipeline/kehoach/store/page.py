"""Pages: what stands in a package's templates, filled in."""

from __future__ import annotations

from kehoach.rules.load import text


def page(package: str, template: str, **values: object) -> str:
    """Return the page `template` of the package's folder `templates`; all values are escaped, `css` is that of every page.

    Raises jinja2.UndefinedError for a value that the template wants and that is not given.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(package), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(template).render(values, css=text("page.css"))
