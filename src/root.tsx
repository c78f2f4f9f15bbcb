import type { ReactNode } from 'react'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteLoaderData,
} from 'react-router'
import type { Route } from './+types/root.ts'
import { pageContext } from './ui/page-context.ts'
import { ProblemPage } from './ui/public-frame.tsx'
import { usesScript } from './ui/scripted.ts'

export function loader({ context }: Route.LoaderArgs) {
  return { nonce: context.get(pageContext).nonce }
}

/** The nonce belongs to the document's first load and must not change under it. */
export const shouldRevalidate = () => false

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root')
  const scripted = useMatches().some((match) => usesScript(match.handle))
  const nonce = typeof window === 'undefined' ? data?.nonce : ''
  return (
    <html lang="vi" data-mantine-color-scheme="light" suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links nonce={nonce} />
      </head>
      <body>
        {children}
        {scripted ? (
          <>
            <ScrollRestoration nonce={nonce} />
            <Scripts nonce={nonce} />
          </>
        ) : null}
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const known = isRouteErrorResponse(error)
  const title =
    known && error.status === 404 ? 'Không tìm thấy trang' : known ? 'Chưa mở được trang' : 'Lỗi hệ thống'
  const sentence = known && !('internal' in error && error.internal) ? error.data : ''
  const detail =
    typeof sentence === 'string' && sentence !== ''
      ? sentence
      : known
        ? 'Hãy kiểm tra lại đường dẫn, hoặc bắt đầu lại từ trang đầu.'
        : 'Hãy thử lại sau ít phút; nếu vẫn lỗi, hãy báo cho đơn vị.'
  return <ProblemPage title={title} detail={detail} />
}
