// Regions as suppliers and sites name them: a country (ISO 3166-1) or a part of one (ISO 3166-2). The browser knows the names of countries
// only; the provinces of China stand here, others are shown by their code with their country. Until 2017 the provinces had numbers for codes; such ones are
// still understood.
import type { Lang } from '../../lib/prefs'
import type { ComboItem } from '../../ui/Combobox'
import { countryItem, countryItems } from '../identity/countries'

const provinces: readonly [code: string, zh: string, en: string, number: number][] = [
  ['CN-BJ', '北京', 'Beijing', 11], ['CN-TJ', '天津', 'Tianjin', 12], ['CN-HE', '河北', 'Hebei', 13], ['CN-SX', '山西', 'Shanxi', 14], ['CN-NM', '内蒙古', 'Inner Mongolia', 15],
  ['CN-LN', '辽宁', 'Liaoning', 21], ['CN-JL', '吉林', 'Jilin', 22], ['CN-HL', '黑龙江', 'Heilongjiang', 23], ['CN-SH', '上海', 'Shanghai', 31], ['CN-JS', '江苏', 'Jiangsu', 32],
  ['CN-ZJ', '浙江', 'Zhejiang', 33], ['CN-AH', '安徽', 'Anhui', 34], ['CN-FJ', '福建', 'Fujian', 35], ['CN-JX', '江西', 'Jiangxi', 36], ['CN-SD', '山东', 'Shandong', 37],
  ['CN-HA', '河南', 'Henan', 41], ['CN-HB', '湖北', 'Hubei', 42], ['CN-HN', '湖南', 'Hunan', 43], ['CN-GD', '广东', 'Guangdong', 44], ['CN-GX', '广西', 'Guangxi', 45],
  ['CN-HI', '海南', 'Hainan', 46], ['CN-CQ', '重庆', 'Chongqing', 50], ['CN-SC', '四川', 'Sichuan', 51], ['CN-GZ', '贵州', 'Guizhou', 52], ['CN-YN', '云南', 'Yunnan', 53],
  ['CN-XZ', '西藏', 'Tibet', 54], ['CN-SN', '陕西', 'Shaanxi', 61], ['CN-GS', '甘肃', 'Gansu', 62], ['CN-QH', '青海', 'Qinghai', 63], ['CN-NX', '宁夏', 'Ningxia', 64], ['CN-XJ', '新疆', 'Xinjiang', 65],
]

const names = new Map(provinces.flatMap(([code, zh, en, number]) => [code, `CN-${number}`].map((c) => [c, { 'zh-CN': zh, en }] as const)))

/** 广东 / Guangdong for CN-GD, the country's name for GB; a part that has no name here is its country with the code. */
export function regionName(lang: Lang, code: string): string {
  const known = names.get(code)
  if (known) return known[lang]
  const country = code.slice(0, 2)
  if (!/^[A-Z]{2}(-|$)/.test(code)) return code
  return code.length === 2 ? countryItem(lang, code).label : `${countryItem(lang, country).label} (${code})`
}

export function regionItem(lang: Lang, code: string): ComboItem {
  return { value: code, label: regionName(lang, code), words: regionName(lang === 'en' ? 'zh-CN' : 'en', code) }
}

/** The provinces of China first, then all countries by name. */
export const regionItems = (lang: Lang): ComboItem[] => [...provinces.map(([code]) => regionItem(lang, code)), ...countryItems(lang)]

/** The parts of a country that have names here. */
export const partsOf = (lang: Lang, country: string): ComboItem[] => provinces.filter(([code]) => code.startsWith(`${country}-`)).map(([code]) => regionItem(lang, code))
