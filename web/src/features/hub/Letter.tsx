import { useMemo, useState, type SyntheticEvent } from 'react'
import { useTranslations } from '../../lib/i18n'
import { cutLinks, dress, letterDocument } from './letter'

/**
 * A mail as it looks to who gets it. The frame runs no script (sandbox, and the policy it inherits); it keeps our origin only so
 * that its styles can be put on and its height be read. Mails are written for white paper.
 */
function Page({ html }: { html: string }) {
  const t = useTranslations('hub.mailbox')
  const [height, setHeight] = useState(320)
  const srcDoc = useMemo(() => letterDocument(html), [html])
  function show(event: SyntheticEvent<HTMLIFrameElement>) {
    const doc = event.currentTarget.contentDocument
    if (!doc) return
    dress(doc)
    setHeight(Math.ceil(doc.documentElement.getBoundingClientRect().height) + 2)
  }
  return (
    <iframe
      title={t('content')}
      srcDoc={srcDoc}
      onLoad={show}
      sandbox="allow-same-origin allow-top-navigation-by-user-activation"
      referrerPolicy="no-referrer"
      style={{ height, colorScheme: 'light' }}
      className="block w-full rounded-control border border-line bg-[#fff]"
    />
  )
}

const Plain = ({ text }: { text: string }) => (
  <p className="max-w-[42em] whitespace-pre-wrap wrap-anywhere">
    {cutLinks(text).map((piece, i) => (i % 2 ? <a key={i} href={piece} className="text-accent underline">{piece}</a> : piece))}
  </p>
)

export const Letter = ({ text, html }: { text: string; html?: string }) => (html ? <Page key={html} html={html} /> : <Plain text={text} />)
