import { Outlet } from 'react-router'
import stylesheet from './public.css?url'

export const links = () => [{ rel: 'stylesheet', href: stylesheet }]

/** Frame of public pages: semantic HTML, one small stylesheet, no script. */
export default function PublicLayout() {
  return (
    <>
      <header className="bar">
        <a href="/tra-cuu">Một Cửa — Tra cứu hồ sơ</a>
      </header>
      <main className="page">
        <Outlet />
      </main>
      <footer className="footer">Phần mềm Một Cửa</footer>
    </>
  )
}
