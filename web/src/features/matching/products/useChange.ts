import { useNavigate } from '@tanstack/react-router'
import { useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { useDeed } from '../../../lib/useDeed'
import { toast } from '../../../ui/Toast'
import { again, undo } from '../queries'

/** Does a deed, goes where its items are now, and offers to take it back. On the list of products there is no product yet. */
export function useChange(company: string, product: string) {
  const t = useTranslations('products')
  const navigate = useNavigate()
  const { text } = useProblemText()
  const { busy, problem, run } = useDeed()
  const to = (id: string | undefined) =>
    id ? navigate({ to: '/c/$company/matching/products/$product', params: { company, product: id }, replace: true }) : navigate({ to: '/c/$company/matching/products', params: { company }, search: {} })
  const back = async (deed: string) => {
    try {
      await undo(company, deed)
      await again(company)
      await to(product)
      toast(t('undone'))
    } catch (error) {
      toast(text(toProblem(error)))
    }
  }
  /** The deed's products are those that its items are in now. */
  const change = (deed: () => Promise<{ id: string; products: string[] }>, said: string) =>
    run(async () => {
      const { id, products } = await deed()
      toast(said, () => void back(id))
      if (!products.includes(product)) await to(products[0])
      await again(company)
    })
  return { busy, problem, change }
}
