import { useUnit } from '../comparison/offers/Cells'

/** Units that things are counted and priced in, the usual ones first. */
export const itemUnits = ['H87', 'KGM', 'GRM', 'TNE', 'MTR', 'MTK', 'MTQ', 'LTR', 'MLT', 'PR', 'SET', 'KT', 'DZN', 'CEN', 'MIL', 'HUR'] as const
export const massUnits = ['KGM', 'GRM', 'TNE'] as const
/** Units of measure that an attribute may have. */
export const measureUnits = ['MMT', 'CMT', 'MTR', 'GRM', 'KGM', 'MLT', 'LTR', 'MTK', 'MTQ', 'VLT', 'AMP', 'WTT', 'OHM', 'HTZ', 'CEL', 'P1', 'BAR', 'NEW'] as const
export const packUnits = ['XBX', 'XCS', 'XCT', 'XPK', 'XBG', 'XRO', 'XRL', 'XBO', 'XDR', 'XPX', 'XPU', 'XBE'] as const

/** The units of a list by their words; one that stands there already and is not among them is kept. */
export function useUnitOptions(units: readonly string[], now = '') {
  const word = useUnit()
  return [...new Set([...units, ...(now ? [now] : [])])].map((code) => ({ value: code, label: word(code) === code ? code : `${word(code)} (${code})` }))
}
