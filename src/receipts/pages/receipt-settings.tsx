import { Checkbox, Fieldset, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { AppError, problemOf } from '../../platform/errors.ts'
import { DateField } from '../../ui/date-field.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { SettingsForm } from '../../ui/settings-form.tsx'
import { saveReceiptSettings } from '../commands/save-settings.ts'
import { readVnd } from '../model/vnd-text.ts'
import { getReceiptSettings } from '../queries/settings.ts'
import type { Route } from './+types/receipt-settings.ts'
import { MoneyField } from './money-field.tsx'

export const meta = () => [{ title: 'Thiết lập thu phí — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, getReceiptSettings.audience)
  return pageRead(context, getReceiptSettings, {})
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, saveReceiptSettings.audience)
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '').trim()
  if (text('viec') !== 'thiet-lap')
    return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  const names = [
    'collectorName',
    'taxCode',
    'address',
    'seriesLetters',
    'bankBin',
    'bankAccount',
    'bankAccountName',
  ] as const
  const input = {
    revision: Number(text('revision')),
    formCode: 'EBL01',
    ...Object.fromEntries(names.map((name) => [name, text(name)])),
    collectingSince: text('collectingSince') === '' ? null : typedIsoDate(text('collectingSince')),
    drawerLimit: text('drawerLimit') === '' ? null : readVnd(text('drawerLimit')),
    unpaidAllowed: form.getAll('unpaidAllowed').map(String),
  }
  return pageWrite(context, saveReceiptSettings, { input, idempotencyKey: text('idempotencyKey') })
}

/** Thiết lập thu phí: who collects, the series of receipts, the account, the limit of cash, and what may be paid later. */
export default function Settings({ loaderData }: Route.ComponentProps) {
  const { settings, officeName, officeAddress, procedures } = loaderData
  const [since, setSince] = useState(settings.collectingSince ? formatDate(settings.collectingSince) : '')
  const isNew = settings.revision === 0
  const shown = isNew ? { ...settings, collectorName: officeName, address: officeAddress } : settings
  return (
    <Stack maw={800} gap="lg">
      <Title order={1} size="h2">
        Thiết lập thu phí, biên lai
      </Title>
      <Text size="sm">
        Từ ngày bắt đầu, mỗi hồ sơ có phí, lệ phí được ghi khoản phải thu; tiền thu được lập biên lai điện tử
        ngay; kết quả chỉ trả khi đã nộp đủ. Mức thu lấy từ danh mục thủ tục.
      </Text>
      <SettingsForm
        settings={shown}
        label="Thiết lập thu phí"
        shownFields={[
          'collectingSince',
          'collectorName',
          'taxCode',
          'address',
          'seriesLetters',
          'bankBin',
          'bankAccount',
          'bankAccountName',
          'drawerLimit',
        ]}
        saved="Đã lưu thiết lập"
        submitLabel="Lưu thiết lập"
      >
        {({ field, errorAt }) => (
          <>
            <DateField
              name="collectingSince"
              label="Thu phí trên phần mềm từ ngày"
              description="Để trống: chưa thu trên phần mềm."
              value={since}
              onValue={setSince}
              error={errorAt('collectingSince')}
            />
            <TextInput label="Tên cơ quan thu trên biên lai" {...field('collectorName')} maxLength={200} />
            <TextInput label="Mã số thuế" inputMode="numeric" {...field('taxCode')} maxLength={14} />
            <TextInput label="Địa chỉ trên biên lai" {...field('address')} maxLength={300} />
            <TextInput
              label="Hai chữ của ký hiệu biên lai"
              description="Ký hiệu gồm hai số cuối của năm, chữ T và hai chữ này, ví dụ 26TAA. Số biên lai chạy từ 1 mỗi năm."
              {...field('seriesLetters')}
              maxLength={2}
              w={260}
            />
            <Group grow align="flex-start">
              <TextInput
                label="Mã ngân hàng (BIN, 6 chữ số)"
                inputMode="numeric"
                {...field('bankBin')}
                maxLength={6}
              />
              <TextInput label="Số tài khoản nhận chuyển khoản" {...field('bankAccount')} maxLength={19} />
            </Group>
            <TextInput label="Tên tài khoản" {...field('bankAccountName')} maxLength={120} />
            <MoneyField
              name="drawerLimit"
              label="Tiền mặt được giữ tại quầy, tối đa"
              description="Để trống: không nhắc."
              error={errorAt('drawerLimit')}
              {...(settings.drawerLimit === null ? {} : { initial: settings.drawerLimit })}
            />
            <Fieldset legend="Thủ tục được trả kết quả trước khi nộp phí">
              <Stack gap="xs">
                {procedures.map(({ id, name }) => (
                  <Checkbox
                    key={id}
                    name="unpaidAllowed"
                    value={id}
                    label={name}
                    defaultChecked={settings.unpaidAllowed.includes(id)}
                  />
                ))}
              </Stack>
            </Fieldset>
          </>
        )}
      </SettingsForm>
    </Stack>
  )
}
