import { beforeEach } from 'vitest'
import { showLanguage } from '../lib/i18n'
import { setPrefs } from '../lib/prefs'
import '../ui/app.css'

beforeEach(async () => {
  localStorage.clear()
  await showLanguage('en')
  setPrefs({ lang: 'en', theme: 'light', density: 'comfortable', bigger: false })
})
