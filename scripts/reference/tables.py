"""Writes packages/data/fixtures: tables.json, tables in many dialects and what pandas reads of them; parquet.json and
json_tables.json, the same of Parquet by pyarrow and of JSON by Python.

    python3 -m venv venv
    venv/bin/pip install pandas==3.1.1 numpy==2.4.6 pyarrow==26.0.1
    venv/bin/python scripts/reference/tables.py
"""

import base64
import csv
import decimal as decimals
import io
import itertools
import json
import math
import pathlib

import numpy
import pandas
import pyarrow
import pyarrow.parquet

FILE = pathlib.Path(__file__).parents[2] / "packages/data/fixtures/tables.json"
ROWS = 8
MISSING = ["", "-", "?", "NA", "n/a", "NaN", "null", "None", "#N/A", "NaT", "."]
generator = numpy.random.default_rng(20240307)
cases = []


def spelled(value, decimal, how):
    text = {
        "plain": f"{value:.4g}" if abs(value) < 1e4 else f"{value:.0f}",
        "long": repr(float(value)),
        "scientific": f"{value:.6e}",
        "signed": f"{value:+.3f}",
        "padded": f" {value:.2f} ",
    }[how]
    return text.replace(".", decimal)


def table(decimal, how, words, missing):
    size = generator.choice([1, 1e-7, 1e6, 1e12])
    rows = []
    for row in range(ROWS):
        cells = [
            str(1700000038912 + row),
            spelled(generator.normal() * size + size / 3, decimal, how),
            words[row % len(words)],
            spelled(generator.uniform(-100, 100), decimal, how),
        ]
        if missing and row in (2, 5):
            cells[1 if row == 2 else 3] = MISSING[len(cases) % len(MISSING)]
        rows.append(cells)
    return rows


def add(name, content, separator, decimal, encoding, skip=0):
    # pandas keeps blanks around names and words.
    frame = pandas.read_csv(
        io.BytesIO(content),
        sep=separator,
        decimal=decimal,
        encoding=encoding,
        skipinitialspace=True,
        skiprows=skip,
        na_values=MISSING,
        engine="c",
    )
    frame.columns = [column.strip() for column in frame.columns]
    kept = frame.dropna()
    columns = {}
    for column in kept.columns:
        values = kept[column]
        if pandas.api.types.is_numeric_dtype(values):
            columns[column] = [float(value) for value in values]
        else:
            columns[column] = [value.strip() for value in values]
    cases.append(
        {
            "name": name,
            "bytes": base64.b64encode(content).decode(),
            "separator": separator,
            "decimal": decimal,
            "rows": len(frame),
            "columns": columns,
        }
    )


HEADERS = [
    ["id", "x", "word", "y"],
    ["id", "x, in m", "größe", "y [%]"],
    ["2019", "x", "a;b", "y|z"],
    ['say "x"', "x y", "日本", "y"],
]
WORDS = [
    ["north", "south"],
    ["a,b", "c;d", "e|f"],
    ['say "hi"', "two\nlines"],
    ["Äpfel", "Birnen"],
    [" padded ", "x"],
]
HOWS = ["plain", "long", "scientific", "signed", "padded"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
ENDS = ["\n", "\r\n", "\r"]
DIALECTS = [(",", "."), (";", ","), (";", "."), ("\t", "."), ("\t", ","), ("|", "."), ("|", ",")]

combinations = itertools.cycle(itertools.product(HEADERS, WORDS))
for number in range(84):
    separator, decimal = DIALECTS[number % len(DIALECTS)]
    # Steps without common divisors, so that every option meets every other.
    header, words = next(combinations)
    how = HOWS[number // 7 % len(HOWS)]
    encoding = ENCODINGS[number // 5 % len(ENCODINGS)]
    end = ENDS[number // 2 % len(ENDS)]
    quoting = [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC][number // 3 % 3]
    missing = number % 4 == 1
    if encoding == "cp1252":
        header = [name.replace("日本", "été") for name in header]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerow(header)
    writer.writerows(table(decimal, how, words, missing))
    text = out.getvalue()
    if end != "\n":
        text = text.replace("two\nlines", "two lines")
    if number % 9 == 4:
        text = text.replace(end, end + end)  # Blank lines.
    skip = 0
    if number % 11 == 6:
        text = f"sep={separator}{end}{text}"
        skip = 1
    if number % 6 == 5:
        text = text.removesuffix(end)
    # UTF-16 has a byte order mark of its own; without one it is told by its zero bytes.
    name = f"{number}: {separator!r} {decimal} {encoding} {end!r} {how} quoting {quoting}{' missing' if missing else ''}"
    add(name, text.encode(encoding), separator, decimal, encoding, skip)

FILE.write_text(json.dumps({"pandas": pandas.__version__, "cases": cases}, ensure_ascii=False, separators=(",", ":")) + "\n")
print(len(cases), FILE.stat().st_size)


def cell(value):
    """A cell as it is committed: a number in float64, a word, or None."""
    if value is None or isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else float(value)


COUNT = 30
whole = {
    name: [int(value) for value in generator.integers(numpy.iinfo(name).min, numpy.iinfo(name).max, COUNT, dtype=name, endpoint=True)]
    + [numpy.iinfo(name).min, numpy.iinfo(name).max]
    for name in ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
}
normal = generator.normal(size=COUNT) * 10.0 ** generator.integers(-20, 20, COUNT)
COLUMNS = {name: pyarrow.array(values, name) for name, values in whole.items()}
COLUMNS |= {
    "few": pyarrow.array([(7 * row) % 5 for row in range(COUNT + 2)], "int64"),
    "rising": pyarrow.array([1700000000000 + 1000 * row for row in range(COUNT + 2)], "int64"),
    "float64": pyarrow.array([*normal, 5e-324, -1.7976931348623157e308], "float64"),
    "float32": pyarrow.array(numpy.array([*(normal % 1000), 1e-45, 3.4028235e38], "float32")),
    "float16": pyarrow.array(numpy.array([*(normal % 100), 6e-8, 65504], "float16")),
    "bool": pyarrow.array([row % 3 == 0 for row in range(COUNT + 2)]),
    "text": pyarrow.array([f"Größe {row * row} 日本" for row in range(COUNT + 2)]),
    "prefixed": pyarrow.array([f"north/{'west' if row % 3 else 'east'}/{row}" for row in range(COUNT + 2)], "large_string"),
    "category": pyarrow.array([["low", "middle", "high"][row % 3] for row in range(COUNT + 2)]).dictionary_encode(),
    "constant": pyarrow.array(["same"] * (COUNT + 2)),
}
for digits, scale in [(7, 2), (18, 5), (38, 20), (60, 30)]:
    make = pyarrow.decimal128 if digits < 39 else pyarrow.decimal256
    context = decimals.Context(prec=digits)
    values = [
        context.create_decimal(int(generator.integers(-(10 ** min(digits, 18)) + 1, 10 ** min(digits, 18)))).scaleb(-scale, context)
        for _ in range(COUNT + 2)
    ]
    COLUMNS[f"decimal{digits}"] = pyarrow.array(values, make(digits, scale))
FULL = pyarrow.table(COLUMNS)
# Every column lacks values at places of its own, float64 has NaN for some too.
GAPS = pyarrow.table(
    {
        name: pyarrow.array([None if (row + place) % 7 == 3 else one for row, one in enumerate(values.to_pylist())], values.type)
        for place, (name, values) in enumerate(COLUMNS.items())
    }
).append_column("nan", pyarrow.array([float("nan") if row % 4 == 0 else row / 3 for row in range(COUNT + 2)]))
GAPS = GAPS.append_column("nothing", pyarrow.nulls(COUNT + 2))
ENCODED = {
    "DELTA_BINARY_PACKED": ["int32", "int64", "few", "rising", "uint32", "uint64"],
    "DELTA_LENGTH_BYTE_ARRAY": ["text", "constant"],
    "DELTA_BYTE_ARRAY": ["prefixed", "decimal38"],
    "BYTE_STREAM_SPLIT": ["float64", "float32", "float16", "int8", "decimal18"],
    "RLE": ["bool"],
}
encodings = {name: encoding for encoding, names in ENCODED.items() for name in names}
parquet_cases = []


def add_parquet(name, frame, **options):
    out = io.BytesIO()
    pyarrow.parquet.write_table(frame, out, store_schema=False, **options)
    back = pyarrow.parquet.read_table(io.BytesIO(out.getvalue()))
    parquet_cases.append(
        {
            "name": name,
            "bytes": base64.b64encode(out.getvalue()).decode(),
            "columns": {column: [cell(value) for value in back[column].to_pylist()] for column in back.column_names},
        }
    )


for number, codec in enumerate(["none", "snappy", "gzip", "brotli", "zstd", "lz4"]):
    frame = GAPS if number % 2 else FULL
    frame = frame.select([name for place, name in enumerate(frame.column_names) if place % 3 == number % 3])
    for version in ["1.0", "2.0"]:
        add_parquet(f"{codec}, pages {version}", frame, compression=codec, data_page_version=version, write_statistics=False)
names = list(encodings)
for version, frame in [("1.0", FULL), ("2.0", GAPS)]:
    add_parquet(
        f"encodings, pages {version}",
        frame.select(names),
        column_encoding=encodings,
        use_dictionary=False,
        data_page_version=version,
        write_statistics=False,
    )
add_parquet("row groups", GAPS.select(["int64", "text", "category"]), row_group_size=7, compression="snappy")
add_parquet("small pages", GAPS.select(["float64", "prefixed", "few"]), max_rows_per_page=5, compression="zstd")
add_parquet("no dictionary", GAPS.select(["int16", "text", "bool"]), use_dictionary=False)
add_parquet("decimals as integers", FULL.select(["decimal7", "decimal18"]), store_decimal_as_integer=True)
required = pyarrow.schema([pyarrow.field("int64", "int64", nullable=False), pyarrow.field("text", "string", nullable=False)])
add_parquet("required", FULL.select(["int64", "text"]).cast(required))
# What no cell can be, among columns that are read.
mixed = pyarrow.table(
    {
        "struct": pyarrow.array([{"a": 1, "b": {"c": "x"}}, {"a": 2, "b": None}, None]),
        "x": pyarrow.array([1.5, -2.5, 3.5]),
        "list": pyarrow.array([[1, 2], [], None]),
        "date": pyarrow.array([0, 1, 2], "date32"),
        "time": pyarrow.array([0, 1, 2], "time64[us]"),
        "timestamp": pyarrow.array([0, 1, 2], "timestamp[ns]"),
        "map": pyarrow.array([[("k", 1)], [], None], pyarrow.map_("string", "int32")),
        "fixed": pyarrow.array([b"ab", b"cd", b"ef"], pyarrow.binary(2)),
        "y": pyarrow.array(["a", "b", "c"]),
        "infinite": pyarrow.array([1.0, float("-inf"), 2.0]),
    }
)
out = io.BytesIO()
pyarrow.parquet.write_table(mixed, out, store_schema=False)
MIXED = base64.b64encode(out.getvalue()).decode()
PARQUET = FILE.with_name("parquet.json")
PARQUET.write_text(json.dumps({"pyarrow": pyarrow.__version__, "cases": parquet_cases, "mixed": MIXED}, ensure_ascii=False, separators=(",", ":")) + "\n")

json_cases = []
# Without the largest number, which pandas rounds up to infinity.
frame = GAPS.select(["int32", "float64", "text", "bool", "category"]).slice(0, COUNT).to_pandas()
for name, options in [
    ("lines", {"lines": True}),
    ("array", {}),
    ("indented array", {"indent": 2}),
    ("lines in UTF-8", {"lines": True, "force_ascii": False}),
]:
    text = frame.to_json(orient="records", double_precision=15, **options)
    rows = [json.loads(line) for line in text.splitlines()] if "lines" in options else json.loads(text)
    columns = {column: [cell(row[column]) for row in rows] for column in frame.columns}
    json_cases.append({"name": name, "text": text, "columns": columns})
JSON = FILE.with_name("json_tables.json")
JSON.write_text(json.dumps({"pandas": pandas.__version__, "cases": json_cases}, ensure_ascii=False, separators=(",", ":")) + "\n")
print(len(parquet_cases), PARQUET.stat().st_size, len(json_cases), JSON.stat().st_size)
