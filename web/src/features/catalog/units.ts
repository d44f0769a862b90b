import { useUnit } from '../comparison/offers/Cells'
import { symbols } from '../comparison/offers/symbols'

/** Units that things are counted and priced in, the usual ones first. */
export const itemUnits = ['H87', 'KGM', 'GRM', 'TNE', 'MTR', 'MTK', 'MTQ', 'LTR', 'MLT', 'PR', 'SET', 'KT', 'DZN', 'CEN', 'MIL', 'HUR'] as const
/** Units of measure that an attribute may have. */
export const measureUnits = ['MMT', 'CMT', 'MTR', ...Object.keys(symbols), 'GRM', 'KGM', 'MLT', 'LTR', 'MTK', 'MTQ', 'HUR', 'DAY', 'H87']
export const packUnits = ['XBX', 'XCS', 'XCT', 'XPK', 'XBG', 'XRO', 'XRL', 'XBO', 'XDR', 'XPX', 'XPU', 'XBE'] as const

/** The units of a list by their words; one that stands there already and is not among them is kept. */
export function useUnitOptions(units: readonly string[], now = '') {
  const word = useUnit()
  return [...new Set([...units, ...(now ? [now] : [])])].map((code) => ({ value: code, label: word(code) === code ? code : `${word(code)} (${code})` }))
}
