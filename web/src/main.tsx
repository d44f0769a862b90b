import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { pageAt } from './shell/doors'
import { lastCompany } from './shell/lastCompany'
import { registerWorker } from './shell/update'
import './ui/app.css'

// A chunk of an older version that is gone after a release: the new page has the new names.
addEventListener('vite:preloadError', (event) => {
  if (!navigator.onLine) return
  event.preventDefault()
  location.reload()
})

// Not awaited on the top level: other chunks import from this one, and would wait for it for ever.
async function start() {
  // Whoever was signed in on this device goes on working; the first page is for those who come for the first time.
  if (location.pathname === '/' && lastCompany() !== null) history.replaceState(null, '', '/home')
  createRoot(document.getElementById('root') as HTMLElement).render(<StrictMode>{await pageAt(location.pathname)}</StrictMode>)
  await registerWorker()
}
void start()
