"""A Spark session, or a message that says what is missing."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.errors import InputError, ServerError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["LOCAL", "missing", "running"]

LOCAL = "local[*,4]"
"""All cores of this machine; a task is tried four times, which plain local[*] does not do."""
SECONDS = 10
"""How long a master may take to answer."""
# Of the session, whatever the defaults of the cluster are.
SETTINGS = {
    "spark.sql.parser.escapedStringLiterals": "true",  # '\t' is what it is in DuckDB
    "spark.sql.execution.arrow.maxRecordsPerBatch": "500",  # articles that are in memory together
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.adaptive.enabled": "true",  # joins with famous names are split
}


def missing() -> str:
    """What to do before Spark can run here, '' when nothing is missing."""
    install = "run: pip install 'kg[spark]' 请运行：pip install 'kg[spark]'"
    if not all(map(find_spec, ("pyspark", "pyarrow", "pandas"))):
        return f"pyspark is not installed; {install}"
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=f"{home}/bin" if home else None):
        where = f"in JAVA_HOME ({home})" if home else "on the PATH"
        return f"no Java {where}: install Java 17 or 21, or set JAVA_HOME 未找到 Java：请安装 Java 17 或 21"
    return ""


@contextmanager
def running(master: str) -> Iterator[SparkSession]:
    """A session at a master, or of the Spark that runs here already; its settings and tables are its own.

    Raises InputError when pyspark or Java is missing, ServerError when the master does not answer or Spark
    gives up.
    """
    if reason := missing():
        raise InputError(f"--engine spark: {reason}")
    _reach(master)
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    is_local = master.startswith("local")
    if is_local:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    known = SparkSession.getActiveSession()
    try:
        spark = known or _started(master, is_local)
    except (PySparkException, Py4JError, RuntimeError) as error:
        advice = "check the address, and that Java is 17 or 21 请检查地址及 Java 版本（17 或 21）"
        raise ServerError(f"{master}: Spark does not start: {_first(error)}; {advice}") from error
    try:
        own = spark.newSession()
        for key, value in SETTINGS.items():
            own.conf.set(key, value)
        yield own
    except (PySparkException, Py4JError) as error:
        advice = "its log tells more; the outputs are as they were 详见 Spark 日志；原有输出未变"
        raise ServerError(f"{master}: Spark gave up: {_first(error)}; {advice}") from error
    finally:
        if not known:
            spark.stop()


def _started(master: str, is_local: bool) -> SparkSession:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("kg build").master(master)
    if is_local:  # a cluster has its own opinion
        for key in ("spark.ui.enabled", "spark.ui.showConsoleProgress"):
            builder = builder.config(key, "false")
        builder = builder.config("spark.log.level", "ERROR")
        builder = builder.config("spark.sql.shuffle.partitions", str(2 * (os.cpu_count() or 1)))
    return builder.getOrCreate()


def _reach(master: str) -> None:
    """Spark asks for minutes whether a standalone master is there; a connection shows it at once."""
    if not master.startswith("spark://"):
        return
    faults = []
    for one in master.removeprefix("spark://").split(","):
        told = urlsplit(f"spark://{one}")
        try:
            socket.create_connection((told.hostname or "", told.port or 7077), SECONDS).close()
        except (OSError, ValueError) as error:
            faults.append(f"{one}: {error}")
        else:
            return
    advice = "start it, or check --master 请启动 Spark 主节点或检查 --master"
    raise ServerError(f"{master}: no master answers ({'; '.join(faults)}); {advice}")


def _first(error: Exception) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    # The Python worker's own last line says more than the stack of the JVM.
    told = [line for line in lines if "Error: " in line and not line.startswith(("\t", " "))]
    return (told or lines or [type(error).__name__])[-1 if told else 0][:500]
