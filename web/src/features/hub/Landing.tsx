import { useTranslations } from '../../lib/i18n'
import { buttonClass } from '../../ui/Button'
import { Ledger } from './Ledger'

const roles = ['buyers', 'suppliers', 'brands'] as const

/** What the hub is, on one screen. */
export function Landing() {
  const t = useTranslations('hub.landing')
  const name = useTranslations('app')('name')
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-8 px-4 py-6 desktop:my-auto desktop:gap-14 desktop:px-8 desktop:py-8">
      <title>{`${name} · ${t('title')}`}</title>
      <div className="grid items-center gap-8 desktop:grid-cols-[5fr_6fr] desktop:gap-12">
        <header className="grid gap-4">
          <h1 className="text-[1.875rem] leading-tight font-strong text-balance desktop:text-[2.75rem]">{t('title')}</h1>
          <p className="max-w-[34em] text-lead text-ink2 desktop:text-h2">{t('lead')}</p>
          <div className="flex gap-2">
            <a href="/signup" className={buttonClass('primary', 'h-11 px-6 text-lead max-tablet:flex-1')}>
              {t('signUp')}
            </a>
            <a href="/login" className={buttonClass('plain', 'h-11 px-6 text-lead max-tablet:flex-1')}>
              {t('signIn')}
            </a>
          </div>
        </header>
        <Ledger />
      </div>
      <ul className="grid gap-5 border-t border-line pt-6 desktop:grid-cols-3 desktop:gap-10">
        {roles.map((role) => (
          <li key={role}>
            <h2 className="text-h2 font-strong">{t(role)}</h2>
            <p className="mt-1 max-w-[38em] text-ink2">{t(`${role}Text`)}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
