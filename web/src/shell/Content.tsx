import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Main } from './Main'

/** The main part of the frames inside the application: each of its addresses is a page. */
export const Content = ({ children }: { children: ReactNode }) => <Main at={useLocation({ select: (l) => l.pathname })}>{children}</Main>
