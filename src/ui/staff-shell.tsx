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
import { Form, NavLink as RouterLink, useNavigation } from 'react-router'
import { IdleLock } from './idle-lock.tsx'
import { NoticeBell } from './notice-bell.tsx'
import staffStyles from './staff.css?url'
import { theme } from './theme.ts'

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
  children: ReactNode
}

/** Frame of every staff page: menu by duty, who is signed in, the idle lock. */
export function StaffShell({ name, post, groups, nonce, children }: ShellProps) {
  const [opened, menu] = useDisclosure(false)
  const [firstNonce] = useState(nonce)
  const busy = useNavigation().state !== 'idle'
  return (
    <MantineProvider theme={theme} forceColorScheme="light" getStyleNonce={() => firstNonce}>
      <a className="skip-link" href="#noi-dung">
        Đến nội dung chính
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 230, breakpoint: 'sm', collapsed: { mobile: !opened } }}
        padding="md"
      >
        <AppShell.Header>
          <Group h="100%" px={{ base: 'xs', sm: 'md' }} gap="xs" justify="space-between" wrap="nowrap">
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
            <Group gap="xs" wrap="nowrap">
              <Text size="sm" ta="right" lineClamp={1} visibleFrom="xs">
                {name} · {post}
              </Text>
              <NoticeBell loaded={groups} />
              <Button component={RouterLink} to="/tai-khoan" variant="default" size="compact-sm">
                Tài khoản
              </Button>
              <Form method="post" action="/dang-xuat">
                <Button type="submit" variant="subtle" size="compact-sm">
                  Đăng xuất
                </Button>
              </Form>
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="xs" aria-label="Danh mục">
          <AppShell.Section grow component={ScrollArea}>
            {groups.map((group) => (
              <MenuGroup key={group.title} {...group} onChoose={menu.close} />
            ))}
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
