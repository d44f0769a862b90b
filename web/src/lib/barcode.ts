// Barcodes as people type them. Owns: whether digits can be a GTIN. Does not own: what a barcode stands for, which the hub knows.

/** Whether this has as many digits as a GTIN, but not its check digit (GS1 General Specifications, 7.9: weights 3 and 1 from the right). */
export function mistypedBarcode(text: string): boolean {
  const digits = text.trim()
  if (!/^(\d{8}|\d{12,14})$/.test(digits)) return false
  const sum = [...digits].toReversed().reduce((sum, digit, i) => sum + Number(digit) * (i % 2 ? 3 : 1), 0)
  return sum % 10 !== 0
}
