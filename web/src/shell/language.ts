import { showLanguage } from '../lib/i18n'
import { setPrefs, type Lang } from '../lib/prefs'

/** Texts first, then the page: nobody sees a page in two languages. */
export async function changeLanguage(lang: Lang) {
  await showLanguage(lang)
  setPrefs({ lang })
}
