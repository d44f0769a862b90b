import { useLocale } from '../../lib/i18n'
import type { Heading } from './queries'

/** The name of a heading of the Harmonized System, in the reader's language where there is one. */
export function useHeadingName() {
  const lang = useLocale()
  return (heading: Heading) => (lang === 'zh-CN' && heading.name_zh) || heading.name
}
