import type { components } from '../../api/trading.gen'
import { useLocale } from '../../lib/i18n'
import { countryItem } from '../identity/countries'

type SiteDraft = components['schemas']['SiteDraft']

/** An address as it is written where the reader lives: from the country inwards in Chinese, from the street outwards in English. */
export function useAddress() {
  const lang = useLocale()
  return ({ country, region, city, street, postcode }: SiteDraft): string => {
    const name = country ? countryItem(lang, country).label : ''
    if (lang === 'zh-CN') return [name, region, city === region ? '' : city, street, postcode].filter(Boolean).join(' ')
    return [street, [postcode, city].filter(Boolean).join(' '), region === city ? '' : region, name].filter(Boolean).join(', ')
  }
}

/** Where goods or bills go, who takes them and when. */
export function Address({ site }: { site: SiteDraft }) {
  const address = useAddress()
  return (
    <span className="grid gap-0.5">
      <span className="wrap-anywhere">{address(site)}</span>
      {(site.contact || site.phone || site.opening) && <span className="num text-small wrap-anywhere text-ink2">{[site.contact, site.phone, site.opening].filter(Boolean).join(' · ')}</span>}
    </span>
  )
}
