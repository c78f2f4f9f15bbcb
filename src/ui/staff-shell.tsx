import {
  AppShell,
  Box,
  Burger,
  Button,
  Group,
  MantineProvider,
  NavLink,
  ScrollArea,
  Text,
} from '@mantine/core'
import mantineStyles from '@mantine/core/styles.css?url'
import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useId, useState } from 'react'
import { Form, NavLink as RouterLink, useNavigate, useNavigation } from 'react-router'
import { CommandPalette, type Place } from './command-palette.tsx'
import { HelpDialog, type HelpText } from './help-dialog.tsx'
import { IdleLock } from './idle-lock.tsx'
import { NoticeBell } from './notice-bell.tsx'
import { PracticeSwitch } from './practice-switch.tsx'
import { enterSearchBox, SearchBox, searchAddress } from './search-box.tsx'
import staffStyles from './staff.css?url'
import { theme } from './theme.ts'
import { useShellKeys } from './use-shell-keys.ts'

export const shellLinks = () => [
  { rel: 'stylesheet', href: mantineStyles },
  { rel: 'stylesheet', href: staffStyles },
]

interface MenuGroupProps {
  title: string
  items: { label: string; to: string }[]
}

interface ShellProps {
  name: string
  post: string
  groups: MenuGroupProps[]
  nonce: string
  /** Help of the page, and the keys of every page. */
  help: { page: HelpText | null; commonKeys: readonly { keys: string; does: string }[] }
  search(typed: string, signal: AbortSignal): Promise<Place[]>
  /** Whether nothing here is real: said on every page, in colour and in words. */
  practice: boolean
  children: ReactNode
}

/** Frame of every staff page: menu by duty, who is signed in, the idle lock. */
export function StaffShell(props: ShellProps) {
  const { name, post, groups, nonce, help, search, practice, children } = props
  const [opened, menu] = useDisclosure(false)
  const [firstNonce] = useState(nonce)
  const busy = useNavigation().state !== 'idle'
  return (
    <MantineProvider theme={theme} forceColorScheme="light" getStyleNonce={() => firstNonce}>
      <a className="skip-link" href="#noi-dung">
        Đến nội dung chính
      </a>
      <AppShell
        header={{ height: practice ? 92 : 56 }}
        navbar={{ width: 230, breakpoint: 'sm', collapsed: { mobile: !opened } }}
        padding="md"
      >
        <AppShell.Header>
          {practice ? <PracticeBand /> : null}
          <Group h={56} px={{ base: 'xs', sm: 'md' }} gap="xs" justify="space-between" wrap="nowrap">
            <Group gap="xs" wrap="nowrap">
              <Burger
                opened={opened}
                onClick={menu.toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label="Mở danh mục"
              />
              <Text fw={700} c="flag" fz="lg" visibleFrom="xs" style={{ whiteSpace: 'nowrap' }}>
                Một Cửa
              </Text>
              {busy ? (
                <Text size="sm" c="dimmed" role="status">
                  Đang tải…
                </Text>
              ) : null}
            </Group>
            <SearchBox isMain visibleFrom="sm" />
            <Group gap="xs" wrap="nowrap">
              <Text size="sm" ta="right" lineClamp={1} visibleFrom="lg">
                {name} · {post}
              </Text>
              <NoticeBell loaded={groups} />
              <PracticeSwitch practice={practice} />
              <ShellTools help={help} search={search} />
              <Button
                component={RouterLink}
                to="/tai-khoan"
                variant="default"
                size="compact-sm"
                visibleFrom="sm"
              >
                Tài khoản
              </Button>
              <Form method="post" action="/dang-xuat">
                <Button type="submit" variant="subtle" size="compact-sm" visibleFrom="sm">
                  Đăng xuất
                </Button>
              </Form>
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="xs" aria-label="Danh mục">
          <AppShell.Section hiddenFrom="sm" mb="xs">
            <SearchBox isMain={false} onSearch={menu.close} />
          </AppShell.Section>
          <AppShell.Section grow component={ScrollArea}>
            {groups.map((group) => (
              <MenuGroup key={group.title} {...group} onChoose={menu.close} />
            ))}
            <NavLink
              component={RouterLink}
              to="/tai-khoan"
              end
              label="Tài khoản"
              hiddenFrom="sm"
              onClick={menu.close}
            />
            <Form method="post" action="/dang-xuat">
              <Button type="submit" variant="subtle" fullWidth justify="start" px="sm" hiddenFrom="sm">
                Đăng xuất
              </Button>
            </Form>
          </AppShell.Section>
        </AppShell.Navbar>
        <AppShell.Main id="noi-dung">{children}</AppShell.Main>
      </AppShell>
      <IdleLock />
    </MantineProvider>
  )
}

/** Links of one kind of work under its name. */
function MenuGroup({ title, items, onChoose }: MenuGroupProps & { onChoose(): void }) {
  const id = useId()
  return (
    <Box role="group" aria-labelledby={title === '' ? undefined : id} mb="xs">
      {title === '' ? null : (
        <Text id={id} size="xs" fw={600} c="gray.7" px="sm" pt={4}>
          {title}
        </Text>
      )}
      {items.map((item) => (
        <NavLink
          key={item.to}
          component={RouterLink}
          to={item.to}
          end
          label={item.label}
          py={6}
          onClick={onChoose}
        />
      ))}
    </Box>
  )
}

/** Stands above every page of the practice office. */
function PracticeBand() {
  return (
    <Text component="div" h={36} lh="36px" ta="center" fw={700} size="sm" bg="#fdd835" c="#1b1b1f" truncate>
      THỰC HÀNH: không có gì ở đây là thật
    </Text>
  )
}

/** Help in place and the finder, by button and by key. */
function ShellTools({ help, search }: Pick<ShellProps, 'help' | 'search'>) {
  const [open, setOpen] = useState<'help' | 'find' | null>(null)
  const close = () => setOpen(null)
  const navigate = useNavigate()
  useShellKeys({
    help: () => setOpen('help'),
    find: () => setOpen('find'),
    search: () => {
      if (!enterSearchBox()) navigate(searchAddress)
    },
  })
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label="Đi tới trang, hồ sơ, thủ tục"
        aria-keyshortcuts="Control+K"
        aria-haspopup="dialog"
        onClick={() => setOpen('find')}
      >
        Đi tới
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        aria-label="? Hướng dẫn trang này"
        aria-keyshortcuts="F1"
        aria-haspopup="dialog"
        onClick={() => setOpen('help')}
      >
        ?
      </Button>
      <HelpDialog opened={open === 'help'} onClose={close} help={help.page} commonKeys={help.commonKeys} />
      <CommandPalette opened={open === 'find'} onClose={close} search={search} />
    </>
  )
}
