import { Seal } from '../../../ui/Marks'
import { useTranslations } from '../../../lib/i18n'
import { useCompanySeat, useSession } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { PageHeader } from '../../../ui/Page'
import { questionsOf, type Member, type Question } from '../queries'
import { Questions } from '../Questions'
import { Learned } from './Learned'

/** Whose item it is, and under which number there. */
const Head = ({ of }: { of: Member }) => (
  <span className="flex items-center gap-2">
    <Seal name={of.supplier_name} />
    <span className="grid min-w-0">
      <span className="font-strong wrap-anywhere">{of.supplier_name}</span>
      <span className="num text-small text-ink2 wrap-anywhere">{of.sku}</span>
    </span>
  </span>
)

function More({ question }: { question: Question }) {
  const t = useTranslations('matching')
  const items = question.left_items + question.right_items
  return (
    <>
      {items > 2 && <p>{t('joins', { items, suppliers: question.suppliers })}</p>}
      {question.skipped && <p>{t('skippedBefore')}</p>}
    </>
  )
}

/** The operator's queue: whether two items of two suppliers are one product. */
export function Page() {
  const t = useTranslations('matching')
  const seat = useCompanySeat()
  const { person } = useSession()
  const company = seat.company.id
  return (
    <>
      <PageHeader title={t('title')}>
        <SubPlaces seat={seat} of="matching" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4 max-tablet:px-0">
        <Questions
          queue={questionsOf(company, person.id)}
          asked={t('asked')}
          heads={({ left, right }) => ({ left: <Head of={left} />, right: <Head of={right} /> })}
          more={(question) => <More question={question} />}
          insists
          mayAnswer={seat.permissions.includes('matching.question.answer')}
        />
        <Learned company={company} />
      </div>
    </>
  )
}
