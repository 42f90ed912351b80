"""JPEG and PNG files of every kind with the pixels that Pillow sees: packages/data/fixtures/pictures.json.

Files in base64, pixels (RGB, turned upright, transparent parts over white) deflated and in base64. Needs `cjpeg` and
`jpegtran` of libjpeg-turbo on the path, for what Pillow cannot write, and as its argument the folder fruits-360: of its
photographs only a digest of their pixels is kept.
"""

import base64
import hashlib
import io
import json
import struct
import subprocess
import sys
import zlib
from importlib.metadata import version
from pathlib import Path

import imagecodecs
import numpy as np
from PIL import Image, ImageOps

FIXTURE = Path(__file__).parents[2] / "packages/data/fixtures/pictures.json"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def scene(width, height):
    """Smooth colours with an edge, so that subsampled colours blur and a turned picture differs."""
    y, x = np.mgrid[0:height, 0:width]
    red = 250 - 200 * x / width
    green = 40 + 190 * y / height
    blue = np.where((x < width // 3) & (y < height // 2), 230, 60)
    return np.stack([red, green, blue], axis=-1).astype(np.uint8)


WIDTH, HEIGHT = 19, 18
SCENE = scene(WIDTH, HEIGHT)
PICTURE = Image.fromarray(SCENE)
SMALL = scene(11, 7)


def jpeg(picture=PICTURE, **options):
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", **{"quality": 90, **options})
    return buffer.getvalue()


def encoded(data=SCENE, **options):
    return imagecodecs.jpeg8_encode(data, 90, **options)


def piped(command, data, *options):
    return subprocess.run([command, *options], input=data, capture_output=True, check=True).stdout


def ppm():
    return b"P6 %d %d 255\n" % (WIDTH, HEIGHT) + SCENE.tobytes()


def segments(data):
    """(marker, start, end) of each segment before the compressed data."""
    place = 2
    while data[place + 1] != 0xDA:
        end = place + 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
        yield data[place + 1], place, end
        place = end


def without(data, marker):
    for found, start, end in reversed(list(segments(data))):
        if found == marker:
            data = data[:start] + data[end:]
    return data


def with_segment(data, marker, content):
    return data[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + data[2:]


def with_adobe(data, transform):
    content = b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform)
    return with_segment(without(data, 0xEE), 0xEE, content)


def with_component_ids(data, ids):
    """The same picture with other names of its components, in the frame and in the scan."""
    data = bytearray(data)
    for marker, start, _ in segments(data):
        if marker in (0xC0, 0xC1, 0xC2):
            for index, one in enumerate(ids):
                data[start + 10 + 3 * index] = one
    scan = data.index(b"\xff\xda")
    for index, one in enumerate(ids):
        data[scan + 5 + 2 * index] = one
    return bytes(data)


def tiff(orientation, order="<", type_code=3):
    value = struct.pack(order + "HHI", 0x0112, type_code, 1)
    value += struct.pack(order + ("HH" if type_code == 3 else "I"), *([orientation, 0] if type_code == 3 else [orientation]))
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8)
    return head + struct.pack(order + "H", 1) + value + struct.pack(order + "I", 0)


def with_exif(data, orientation, order="<"):
    return with_segment(data, 0xE1, b"Exif\0\0" + tiff(orientation, order))


def with_dnl(data):
    """The height stands in a DNL segment after the scan, and the frame says 0."""
    data = bytearray(data)
    for marker, start, _ in segments(data):
        if marker == 0xC0:
            data[start + 5 : start + 7] = b"\0\0"
    assert data[-2:] == b"\xff\xd9"
    return bytes(data[:-2]) + b"\xff\xdc\x00\x04" + struct.pack(">H", HEIGHT) + b"\xff\xd9"


def mpo():
    buffer = io.BytesIO()
    other = Image.new("RGB", (WIDTH, HEIGHT), "black")
    PICTURE.save(buffer, "MPO", save_all=True, append_images=[other], quality=90)
    return buffer.getvalue()


def cmyk(data=SCENE):
    return Image.fromarray(data).convert("CMYK")


def inverted_cmyk():
    """Four planes as libjpeg takes them, ink as Adobe stores it: 255 is none."""
    return 255 - np.asarray(cmyk())


def jpegs():
    yield "baseline 4:4:4", jpeg(subsampling="4:4:4")
    yield "baseline 4:2:2", jpeg(subsampling="4:2:2")
    yield "baseline 4:2:0", jpeg(subsampling="4:2:0")
    for name, luma in {"4:1:1": "4x1", "4:4:0": "1x2", "4:4:1": "1x4", "4:1:0": "4x2"}.items():
        yield f"baseline {name}", piped("cjpeg", ppm(), "-sample", f"{luma},1x1,1x1")
    yield "luma of 2 by 2, chroma of 2 by 1", piped("cjpeg", ppm(), "-sample", "2x2,2x1,2x1")
    yield "luma of 1 by 1, chroma of 2 by 1", piped("cjpeg", ppm(), "-sample", "1x1,2x1,2x1")
    yield "luma of 3 by 1", piped("cjpeg", ppm(), "-sample", "3x1,1x1,1x1")
    yield "quality 5", jpeg(quality=5)
    yield "quality 100", jpeg(quality=100)
    yield "quantised by 16 bits, extended", piped("cjpeg", ppm(), "-quality", "1")
    yield "optimised tables", jpeg(optimize=True)
    yield "one pixel", jpeg(Image.new("RGB", (1, 1), (200, 30, 90)))
    yield "one row", jpeg(Image.fromarray(SCENE[:1]))
    yield "one column", jpeg(Image.fromarray(SCENE[:, :1].copy()))
    yield "one block", jpeg(Image.fromarray(scene(8, 8)))
    yield "grey", jpeg(PICTURE.convert("L"))
    yield "grey, progressive", jpeg(PICTURE.convert("L"), progressive=True)
    yield "grey, sampled 2 by 2", piped("cjpeg", ppm(), "-grayscale", "-sample", "2x2")
    for name in ["4:4:4", "4:2:2", "4:2:0"]:
        yield f"progressive {name}", jpeg(progressive=True, subsampling=name)
    yield "progressive 4:4:0", piped("cjpeg", ppm(), "-sample", "1x2,1x1,1x1", "-progressive")
    yield "one scan per component", piped("cjpeg", ppm(), "-scans", write_scans("0;\n1;\n2;\n"))
    yield "restarts every block", piped("cjpeg", ppm(), "-restart", "1B")
    yield "restarts every row", piped("cjpeg", ppm(), "-restart", "1")
    yield "restarts, progressive", piped("cjpeg", ppm(), "-restart", "1B", "-progressive")
    yield "arithmetic coding", piped("cjpeg", ppm(), "-arithmetic")
    yield "arithmetic coding, progressive", piped("cjpeg", ppm(), "-arithmetic", "-progressive")
    yield "RGB by JFIF and component ids (keep_rgb)", jpeg(keep_rgb=True)
    rgb = encoded(outcolorspace="RGB")
    yield "RGB by component ids", without(without(rgb, 0xEE), 0xE0)
    numbered = with_component_ids(without(rgb, 0xE0), [1, 2, 3])
    yield "RGB by an Adobe marker", with_adobe(numbered, 0)
    yield "RGB by an Adobe marker, progressive", with_adobe(
        piped("jpegtran", with_adobe(numbered, 0), "-progressive", "-copy", "all"), 0
    )
    ycc = jpeg(subsampling="4:4:4")
    yield "YCbCr by an Adobe marker", with_adobe(without(ycc, 0xE0), 1)
    yield "YCbCr without a marker", without(ycc, 0xE0)
    yield "YCbCr by JFIF with ids 0, 1, 2", with_component_ids(ycc, [0, 1, 2])
    yield "ids 0, 1, 2 without a marker", with_component_ids(without(ycc, 0xE0), [0, 1, 2])
    yield "JFIF and an Adobe marker that says RGB", with_adobe(ycc, 0)
    yield "an Adobe marker of an unknown transform", with_adobe(without(ycc, 0xE0), 7)
    inks = jpeg(cmyk())
    yield "CMYK", inks
    yield "CMYK, progressive", jpeg(cmyk(), progressive=True)
    yield "CMYK without an Adobe marker", without(inks, 0xEE)
    yield "CMYK with JFIF alone", with_segment(without(inks, 0xEE), 0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    yield "CMYK of four bytes a pixel", encoded(inverted_cmyk(), colorspace="CMYK", outcolorspace="CMYK")
    ycck = encoded(inverted_cmyk(), colorspace="CMYK", outcolorspace="YCCK")
    yield "YCCK", ycck
    yield "YCCK 4:2:0", encoded(inverted_cmyk(), colorspace="CMYK", outcolorspace="YCCK", subsampling="420")
    yield "YCCK, progressive", piped("jpegtran", ycck, "-progressive", "-copy", "all")
    yield "YCCK without an Adobe marker", without(ycck, 0xEE)
    yield "CMYK, oriented 6", with_exif(inks, 6)
    for orientation in range(1, 9):
        order = "<>"[orientation % 2]
        yield f"orientation {orientation}, {order}", with_exif(ycc, orientation, order)
        yield f"orientation {orientation}, {'<>'[1 - orientation % 2]}", with_exif(ycc, orientation, "<>"[1 - orientation % 2])
    yield "orientation 0", with_exif(ycc, 0)
    yield "orientation 9", with_exif(ycc, 9)
    yield "orientation in XMP before EXIF", with_segment(
        with_exif(ycc, 6), 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    )
    yield "EXIF twice", with_exif(with_exif(ycc, 3), 6)
    yield "broken EXIF", with_segment(ycc, 0xE1, b"Exif\0\0II*\0\xff\xff\xff\x7f")
    yield "several pictures (MPO)", mpo()
    yield "bytes after the end", ycc + b"\0" * 100
    yield "a second picture after the end", ycc + jpeg(Image.new("RGB", (4, 4)))
    yield "a comment", with_segment(ycc, 0xFE, b"\xff\xd9\xff\xda")
    yield "a thumbnail in EXIF", with_segment(ycc, 0xE1, b"Exif\0\0" + tiff(8, ">") + jpeg(PICTURE.resize((8, 8))))
    yield "filling bytes before markers", ycc[:2] + b"\xff\xff" + ycc[2:]
    yield "bytes before the end marker", ycc[:-2] + b"\x12\x34\xff\xd9"
    yield "bytes between segments", ycc[:20] + b"\x12\x34" + ycc[20:]
    yield "a colour profile", jpeg(icc_profile=b"\1" * 500)


def write_scans(text):
    path = Path("/tmp/losskit-scans.txt")
    path.write_text(text)
    return str(path)


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def packed(rows, depth):
    """Rows of samples as bytes, the first sample in the highest bits."""
    if depth == 16:
        return [row.astype(">u2").tobytes() for row in rows]
    bits = ((rows[:, :, None] >> np.arange(depth - 1, -1, -1)) & 1).astype(np.uint8)
    return [np.packbits(row).tobytes() for row in bits.reshape(len(rows), -1)]


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def filtered(lines, step):
    """Lines with the five filters in turn."""
    previous = b""
    out = []
    for number, line in enumerate(lines):
        kind = number % 5
        above = previous.ljust(len(line), b"\0")
        coded = bytearray([kind])
        for place, byte in enumerate(line):
            a = line[place - step] if place >= step else 0
            b = above[place]
            c = above[place - step] if place >= step else 0
            p = a + b - c
            paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            coded.append((byte - [0, a, b, (a + b) // 2, paeth][kind]) & 255)
        out.append(bytes(coded))
        previous = line
    return b"".join(out)


def png(samples, depth, colour, interlaced=False, before=(), after=(), parts=1):
    """`samples` is [height, width, channels]; `before` and `after` are chunks around the pixels."""
    height, width, channels = samples.shape
    step = max(1, channels * depth // 8)
    passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
    raw = b""
    for x, y, dx, dy in passes:
        part = samples[y::dy, x::dx]
        if part.size:
            raw += filtered(packed(part.reshape(part.shape[0], -1), depth), step)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    data = zlib.compress(raw, 9)
    cuts = [len(data) * part // parts for part in range(parts + 1)]
    pixels = b"".join(chunk(b"IDAT", data[a:b]) for a, b in zip(cuts, cuts[1:]))
    return PNG_SIGNATURE + chunk(b"IHDR", header) + b"".join(before) + pixels + b"".join(after) + chunk(b"IEND", b"")


def samples_of(colour, depth, picture=SMALL):
    height, width, _ = picture.shape
    top = 2**depth - 1
    wide = (picture.astype(np.uint32) * top + 127) // 255
    if depth == 16:
        wide = np.minimum(wide + np.arange(width)[None, :, None] * 3, top)
    grey = wide[:, :, 1:2]
    alpha = (np.arange(height * width).reshape(height, width, 1) * 37) % (top + 1)
    if colour == 3:
        return (np.arange(height * width) % min(2**depth, 13)).reshape(height, width, 1)
    return {0: grey, 2: wide, 4: np.concatenate([grey, alpha], 2), 6: np.concatenate([wide, alpha], 2)}[colour]


def scaled(samples, depth, transparent=None):
    """
    RGB by the PNG specification, 13.12: Pillow clips grey of 16 bits and compares a transparent
    value with samples that it has scaled or cut.
    """
    rgb = np.rint(samples * 255 / (2**depth - 1)).astype(np.uint8).repeat(3 // samples.shape[2], axis=2)
    if transparent is not None:
        rgb[(samples == transparent).all(axis=2)] = 255
    return rgb.shape[1], rgb.shape[0], rgb.tobytes()


def palette(count):
    return chunk(b"PLTE", bytes((index * step + 20) % 256 for index in range(count) for step in (50, 90, 17)))


NAMES = {0: "grey", 2: "RGB", 3: "palette", 4: "grey with alpha", 6: "RGB with alpha"}
DEPTHS = {0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]}


def pngs():
    for colour, depths in DEPTHS.items():
        for depth in depths:
            before = [palette(min(2**depth, 13))] if colour == 3 else []
            for interlaced in [False, True]:
                name = f"{NAMES[colour]} of {depth} bit{', interlaced' if interlaced else ''}"
                samples = samples_of(colour, depth)
                exact = scaled(samples, depth) if (colour, depth) == (0, 16) else None
                yield name, png(samples, depth, colour, interlaced, before), exact
    for depth in [1, 4, 8]:
        opacity = chunk(b"tRNS", bytes([0, 128, 255, 30][: min(4, 2**depth)]))
        before = [palette(min(2**depth, 13)), opacity]
        for interlaced in [False, True]:
            name = f"palette of {depth} bit with opacities{', interlaced' if interlaced else ''}"
            yield name, png(samples_of(3, depth), depth, 3, interlaced, before)
    for colour, depths in {0: [1, 2, 4, 8, 16], 2: [8, 16]}.items():
        for depth in depths:
            samples = samples_of(colour, depth)
            chosen = samples[3, 4]
            data = png(samples, depth, colour, False, [chunk(b"tRNS", chosen.astype(">u2").tobytes())])
            yield f"{NAMES[colour]} of {depth} bit with a transparent value", data, scaled(samples, depth, chosen)
    colours = samples_of(2, 8)
    see_through = chunk(b"tRNS", colours[3, 4].astype(">u2").tobytes())
    yield "RGB with a transparent value, interlaced", png(colours, 8, 2, True, [see_through])
    yield "one pixel", png(samples_of(2, 8, scene(1, 1)), 8, 2)
    yield "one pixel, interlaced", png(samples_of(0, 1, scene(1, 1)), 1, 0, True)
    yield "one row, interlaced", png(samples_of(2, 8, scene(9, 1)), 8, 2, True)
    yield "one column, interlaced", png(samples_of(2, 8, scene(1, 9)), 8, 2, True)
    for width in [2, 3, 5, 9]:
        yield f"{width} wide of 1 bit, interlaced", png(samples_of(0, 1, scene(width, 5)), 1, 0, True)
    yield "many parts of data", png(colours, 8, 2, parts=7)
    for orientation in range(1, 9):
        exif = chunk(b"eXIf", tiff(orientation, "<>"[orientation % 2]))
        yield f"orientation {orientation}", png(colours, 8, 2, False, [exif])
    yield "orientation after the pixels", png(colours, 8, 2, False, [], [chunk(b"eXIf", tiff(6, ">"))])
    yield "orientation in a long", png(colours, 8, 2, False, [chunk(b"eXIf", tiff(6, ">", 4))])
    yield "gamma", png(colours, 8, 2, False, [chunk(b"gAMA", struct.pack(">I", 100000))])
    yield "sRGB", png(colours, 8, 2, False, [chunk(b"sRGB", b"\0"), chunk(b"gAMA", struct.pack(">I", 45455))])
    profile = chunk(b"iCCP", b"other\0\0" + zlib.compress(b"\1" * 300))
    yield "a colour profile", png(colours, 8, 2, False, [profile])
    yield "a background", png(samples_of(6, 8), 8, 6, False, [chunk(b"bKGD", b"\0\1\0\2\0\3")])
    text = [chunk(b"tEXt", b"Title\0a"), chunk(b"zTXt", b"Title\0\0" + zlib.compress(b"words")), chunk(b"tIME", b"\7\xe8\1\1\0\0\0")]
    yield "texts and a time", png(colours, 8, 2, False, text)
    yield "a suggested palette", png(colours, 8, 2, False, [palette(5)])
    yield "an unknown chunk", png(colours, 8, 2, False, [chunk(b"abCd", b"x")])
    yield "bytes after the end", png(colours, 8, 2) + b"\0" * 50
    yield "animated", apng()
    yield "animated, the first frame apart", apng(apart=True)


def apng(apart=False):
    buffer = io.BytesIO()
    other = Image.new("RGB", SMALL.shape[1::-1], "black")
    Image.fromarray(SMALL).save(buffer, "PNG", save_all=True, append_images=[other], default_image=apart)
    return buffer.getvalue()


def damaged():
    """Files with a fault, with what Pillow makes of them where it makes anything."""
    ycc = jpeg(subsampling="4:4:4")
    yield "JPEG of 12 bits", imagecodecs.jpeg8_encode(SCENE.astype(np.uint16) << 4, 90, bitspersample=12)
    yield "JPEG without loss", imagecodecs.jpeg8_encode(SCENE, lossless=True, predictor=1)
    yield "JPEG without its end marker", ycc[:-2]
    yield "JPEG cut in its data", ycc[:-60]
    yield "JPEG cut in its data, with an end marker", ycc[:-60] + b"\xff\xd9"
    yield "JPEG cut in its tables", ycc[:100]
    yield "progressive JPEG cut in a later scan", jpeg(progressive=True)[:-30]
    yield "progressive JPEG without its last scans, with an end marker", jpeg(progressive=True)[:-30] + b"\xff\xd9"
    yield "JPEG whose height comes last (DNL)", with_dnl(ycc)
    colours = samples_of(2, 8)
    plain = png(colours, 8, 2)
    text = bytearray(png(colours, 8, 2, False, [chunk(b"tEXt", b"Title\0a")]))
    text[text.index(b"tEXt") + 11] ^= 1
    yield "PNG with a wrong checksum of a text", bytes(text)
    pixels = bytearray(plain)
    pixels[plain.index(b"IDAT") + 12] ^= 1
    yield "PNG with a changed byte of data", bytes(pixels)
    yield "PNG without its end chunk", plain[:-12]
    yield "PNG cut in its data", plain[: plain.index(b"IDAT") + 20]
    yield "PNG with a palette index too high", png(samples_of(3, 8), 8, 3, False, [palette(5)])
    yield "PNG with a palette missing", png(samples_of(3, 8), 8, 3)


def seen(data):
    """What Pillow shows: upright, over white."""
    image = Image.open(io.BytesIO(data))
    image.load()
    image = ImageOps.exif_transpose(image)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image)
        image = white
    rgb = image.convert("RGB")
    return rgb.width, rgb.height, rgb.tobytes()


def packed_case(name, data, exact=None):
    case = {"name": name, "file": base64.b64encode(data).decode()}
    try:
        width, height, pixels = exact or seen(data)
    except Exception as error:
        # Without the place in memory that some messages end in.
        return {**case, "refusal": f"{type(error).__name__}: {str(error).split(' <')[0]}"}
    return {**case, "width": width, "height": height, "pixels": base64.b64encode(zlib.compress(pixels, 9)).decode()}


def photographs(folder):
    """A digest of the pixels of all photographs in the order of their names, those to train on first."""
    digest = hashlib.sha256()
    for part in ["train", "test"]:
        for path in sorted((Path(folder) / part).glob("*/*.jpg"), key=lambda path: str(path.relative_to(folder))):
            digest.update(Image.open(path).convert("RGB").tobytes())
    return digest.hexdigest()


def main():
    groups = {"jpeg": jpegs(), "png": pngs(), "damaged": damaged()}
    fixture = {
        "versions": {name: version(name) for name in ["pillow", "numpy", "imagecodecs"]},
        **{group: [packed_case(*case) for case in cases] for group, cases in groups.items()},
        "photographs": photographs(sys.argv[1]),
    }
    FIXTURE.write_text(json.dumps(fixture, indent=1, ensure_ascii=False) + "\n")


main()
