import { useTranslations } from '../../../lib/i18n'
import { useCompanySeat, useSession } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { PageHeader } from '../../../ui/Page'
import { asksOf } from '../queries'
import { Questions } from '../Questions'

/** A supplier's queue: whether an item of its own is a product that others sell too. Who they are is not told. */
export function Page() {
  const t = useTranslations('asks')
  const words = useTranslations('matching')
  const seat = useCompanySeat()
  const { person } = useSession()
  return (
    <>
      <PageHeader title={t('title')} note={t('note')}>
        <SubPlaces seat={seat} of="asks" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4 max-tablet:px-0">
        <Questions
          queue={asksOf(seat.company.id, person.id)}
          asked={t('asked')}
          heads={({ left }) => ({
            left: (
              <span className="grid">
                <span className="font-strong">{t('mine')}</span>
                <span className="num text-small text-ink2 wrap-anywhere">{left.sku}</span>
              </span>
            ),
            right: (
              <span className="grid">
                <span className="font-strong">{t('product')}</span>
                <span className="text-small text-ink2">{t('productNote')}</span>
              </span>
            ),
          })}
          insists={false}
          contradicted={words('insistSupplier')}
          mayAnswer={seat.permissions.includes('matching.ask.answer')}
        />
        <p className="max-w-[60em] text-small text-ink2 max-tablet:px-4">{t('why')}</p>
      </div>
    </>
  )
}
