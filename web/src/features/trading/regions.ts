// Regions as suppliers and sites name them: a country (ISO 3166-1) or a part of one (ISO 3166-2). The browser knows the names of countries
// only; the provinces of China stand here, others are shown by their code with their country.
import type { Lang } from '../../lib/prefs'
import type { ComboItem } from '../../ui/Combobox'
import { countryItem, countryItems } from '../identity/countries'

const provinces: readonly [code: string, zh: string, en: string][] = [
  ['CN-BJ', '北京', 'Beijing'], ['CN-TJ', '天津', 'Tianjin'], ['CN-HE', '河北', 'Hebei'], ['CN-SX', '山西', 'Shanxi'], ['CN-NM', '内蒙古', 'Inner Mongolia'],
  ['CN-LN', '辽宁', 'Liaoning'], ['CN-JL', '吉林', 'Jilin'], ['CN-HL', '黑龙江', 'Heilongjiang'], ['CN-SH', '上海', 'Shanghai'], ['CN-JS', '江苏', 'Jiangsu'],
  ['CN-ZJ', '浙江', 'Zhejiang'], ['CN-AH', '安徽', 'Anhui'], ['CN-FJ', '福建', 'Fujian'], ['CN-JX', '江西', 'Jiangxi'], ['CN-SD', '山东', 'Shandong'],
  ['CN-HA', '河南', 'Henan'], ['CN-HB', '湖北', 'Hubei'], ['CN-HN', '湖南', 'Hunan'], ['CN-GD', '广东', 'Guangdong'], ['CN-GX', '广西', 'Guangxi'],
  ['CN-HI', '海南', 'Hainan'], ['CN-CQ', '重庆', 'Chongqing'], ['CN-SC', '四川', 'Sichuan'], ['CN-GZ', '贵州', 'Guizhou'], ['CN-YN', '云南', 'Yunnan'],
  ['CN-XZ', '西藏', 'Tibet'], ['CN-SN', '陕西', 'Shaanxi'], ['CN-GS', '甘肃', 'Gansu'], ['CN-QH', '青海', 'Qinghai'], ['CN-NX', '宁夏', 'Ningxia'], ['CN-XJ', '新疆', 'Xinjiang'],
]

const names = new Map(provinces.map(([code, zh, en]) => [code, { 'zh-CN': zh, en }]))

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
