import { Languages, Moon, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from '../lib/i18n'
import { setPrefs, usePrefs } from '../lib/prefs'
import { Button } from '../ui/Button'
import { changeLanguage } from './language'
import { Wordmark } from './Wordmark'

/** One press each: the other language, named in itself, and the other theme. */
export function QuickPrefs() {
  const t = useTranslations('prefs')
  const { lang, theme } = usePrefs()
  const other = lang === 'en' ? ({ lang: 'zh-CN', name: '中文' } as const) : ({ lang: 'en', name: 'English' } as const)
  const dark = theme === 'dark'
  return (
    <>
      <Button kind="quiet" lang={other.lang} icon={<Languages aria-hidden />} onClick={() => void changeLanguage(other.lang)}>
        {other.name}
      </Button>
      <Button kind="quiet" icon={dark ? <Sun aria-hidden /> : <Moon aria-hidden />} onClick={() => setPrefs({ theme: dark ? 'light' : 'dark' })}>
        <span className="max-tablet:sr-only">{dark ? t('light') : t('dark')}</span>
      </Button>
    </>
  )
}

/** The frame of the pages that need no account. It knows no router, so that the doors need none; `children` is the main part. */
export function Front({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="flex h-14 flex-none items-center gap-1 border-b border-line bg-surface px-4">
        <a href="/" className="mr-auto rounded-small no-underline">
          <Wordmark />
        </a>
        <QuickPrefs />
      </header>
      {children}
    </>
  )
}
