/** What matters of a TIFF or EXIF directory. `orientation`: 1 to 8, as EXIF counts; from 5 on width and height are swapped. */
export type Exif = { orientation: number; width: number; height: number };

/**
 * Reads the first directory of TIFF data, which EXIF is too.
 * @see https://www.loc.gov/preservation/digital/formats/fdd/fdd000022.shtml
 * @param at where the TIFF header stands in the view
 */
export function exifAt(view: DataView, at: number): Exif | undefined {
  if (at + 8 > view.byteLength) return undefined;
  const mark = view.getUint16(at);
  if (mark !== 0x4949 && mark !== 0x4d4d) return undefined;
  const little = mark === 0x4949;
  if (view.getUint16(at + 2, little) !== 42) return undefined;
  const directory = at + view.getUint32(at + 4, little);
  if (directory + 2 > view.byteLength) return undefined;
  const found: Exif = { orientation: 1, width: 0, height: 0 };
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry++) {
    const from = directory + 2 + entry * 12;
    if (from + 12 > view.byteLength) break;
    const isShort = view.getUint16(from + 2, little) === 3;
    const value = isShort ? view.getUint16(from + 8, little) : view.getUint32(from + 8, little);
    const name = NAMES[view.getUint16(from, little)];
    if (name) found[name] = value;
  }
  return found;
}

const NAMES: Record<number, keyof Exif> = { 256: "width", 257: "height", 274: "orientation" };

/** The size as shown: an orientation from 5 on turns the picture by a quarter. */
export function shownSize(
  { width, height }: { width: number; height: number },
  orientation = 1,
): { width: number; height: number } {
  return orientation >= 5 && orientation <= 8 ? { width: height, height: width } : { width, height };
}
