import { useTranslations } from '../../lib/i18n'

/** What the hub is, on one screen. */
export function Landing() {
  const t = useTranslations('hub.landing')
  const points = [
    [t('buyers'), t('buyersText')],
    [t('suppliers'), t('suppliersText')],
    [t('both'), t('bothText')],
  ]
  return (
    <div className="mx-auto grid w-full max-w-5xl gap-10 px-4 py-12 desktop:py-20">
      <header className="grid gap-4">
        <h1 className="text-[2rem] leading-tight font-strong desktop:text-[2.75rem]">{t('title')}</h1>
        <p className="max-w-[38em] text-h2 text-ink2">{t('lead')}</p>
      </header>
      <ul className="grid gap-6 border-t border-line pt-6 desktop:grid-cols-3">
        {points.map(([title, text]) => (
          <li key={title}>
            <h2 className="text-h2 font-strong">{title}</h2>
            <p className="mt-1 max-w-[38em] text-ink2">{text}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
