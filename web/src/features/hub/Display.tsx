import { useTranslations } from '../../lib/i18n'
import { setPrefs, usePrefs, type Density, type Lang, type Theme } from '../../lib/prefs'
import { Switch } from '../../ui/Choice'
import { PageHeader } from '../../ui/Page'
import { Segmented } from '../../ui/Segmented'
import { changeLanguage } from '../../shell/language'

/** How things look on this device; nothing here needs an account. */
export function Display() {
  const t = useTranslations('prefs')
  const title = useTranslations('hub.display')('title')
  const { lang, theme, density, bigger } = usePrefs()
  const rows: [string, React.ReactNode][] = [
    [
      t('language'),
      <Segmented<Lang> key="lang" label={t('language')} value={lang} onChange={(v) => void changeLanguage(v)} options={[{ value: 'zh-CN', label: <span lang="zh-CN">中文</span> }, { value: 'en', label: <span lang="en">English</span> }]} />,
    ],
    [t('theme'), <Segmented<Theme> key="theme" label={t('theme')} value={theme} onChange={(v) => setPrefs({ theme: v })} options={[{ value: 'light', label: t('light') }, { value: 'dark', label: t('dark') }]} />],
    [
      t('density'),
      <Segmented<Density>
        key="density"
        label={t('density')}
        value={density}
        onChange={(v) => setPrefs({ density: v })}
        options={(['comfortable', 'compact', 'touch'] as const).map((value) => ({ value, label: t(value) }))}
      />,
    ],
  ]
  return (
    <>
      <PageHeader title={title} />
      <div className="grid w-full max-w-2xl gap-5 px-4 py-6">
        {rows.map(([label, control]) => (
          <div key={label} className="grid gap-1">
            <span aria-hidden className="font-strong">
              {label}
            </span>
            <span>{control}</span>
          </div>
        ))}
        <Switch checked={bigger} onChange={(on) => setPrefs({ bigger: on })}>
          {t('bigger')}
        </Switch>
      </div>
    </>
  )
}
