import { Button, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { useWork } from '../../ui/use-work.ts'
import type { EquipmentSettings } from '../model/settings.ts'

interface Props {
  settings: EquipmentSettings
  isKeeper: boolean
}

/** How the load is counted, in words, and for whoever keeps the register the way to change it. */
export function LoadSettings({ settings, isKeeper }: Props) {
  const [opened, setOpened] = useState(false)
  return (
    <section aria-labelledby="cach-tinh">
      <Title order={2} size="h4" mb="xs" id="cach-tinh">
        Cách tính
      </Title>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Đếm tệp PDF, ảnh do cán bộ đưa vào hồ sơ và văn bản đến bản giấy, theo giờ tải lên; tệp công dân nộp
          trực tuyến và văn bản liên thông không tính. Nơi quét là quầy theo phân công ngày ấy, không có thì
          là phòng, ban của người quét. Mỗi trang tính một tờ.
        </Text>
        <Text size="sm">
          Khả năng của máy = số tờ mỗi phút × số phút làm việc × {settings.usablePercent}%. Máy không có khay
          nạp coi là không phù hợp khi quét quá {settings.pagesByHand.toLocaleString('vi-VN')} trang mỗi ngày.
          {settings.revision === 0 ? ' Hai số này là mức phần mềm đặt sẵn, đơn vị chưa đặt.' : ''}
        </Text>
        {isKeeper ? (
          <Button variant="default" onClick={() => setOpened(true)}>
            Đặt cách tính
          </Button>
        ) : null}
      </Stack>
      {opened ? <SettingsDialog settings={settings} onClose={() => setOpened(false)} /> : null}
    </section>
  )
}

function SettingsDialog({ settings, onClose }: { settings: EquipmentSettings; onClose(): void }) {
  const { run, busy, problem, errorAt } = useWork('cach-tinh', onClose)
  const number = (form: FormData, name: string) => Number(String(form.get(name)).trim() || Number.NaN)
  return (
    <CommandDialog
      title="Cách tính tải của máy quét"
      submitLabel="Lưu cách tính"
      busy={busy}
      problem={problem}
      shownFields={['usablePercent', 'pagesByHand']}
      onSubmit={(form) =>
        run({
          revision: settings.revision,
          usablePercent: number(form, 'usablePercent'),
          pagesByHand: number(form, 'pagesByHand'),
        })
      }
      onClose={onClose}
    >
      <TextInput
        name="usablePercent"
        label="Phần thời gian làm việc dùng để quét (%)"
        defaultValue={settings.usablePercent}
        error={errorAt('usablePercent')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={3}
        data-autofocus
        required
      />
      <TextInput
        name="pagesByHand"
        label="Máy không có khay nạp quét tối đa mỗi ngày (trang)"
        defaultValue={settings.pagesByHand}
        error={errorAt('pagesByHand')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
        required
      />
    </CommandDialog>
  )
}
