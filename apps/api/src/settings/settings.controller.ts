import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import { ApiDetail, ApiMessage, type DetailEnvelope, type MessageEnvelope } from '../http/envelopes.js';
import { SettingsUpdate } from './dto/settings-input.js';
import { SettingsView, toSettingsView } from './dto/settings.view.js';
import { SettingsService } from './settings.service.js';

const UPDATED = 'Settings updated successfully';

@ApiTags('settings')
@ApiBearerAuth()
@Controller('api/settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  @ApiOperation({ summary: 'How the shop counts its days and restocks' })
  @ApiDetail(SettingsView)
  async read(@CurrentTenant() tenantId: TenantId): Promise<DetailEnvelope<SettingsView>> {
    return { data: toSettingsView(await this.settings.read(tenantId)) };
  }

  @Put()
  @ApiOperation({ summary: 'Change settings; what is left out stays as it is' })
  @ApiMessage(SettingsView, UPDATED)
  async update(
    @CurrentTenant() tenantId: TenantId,
    @Body() input: SettingsUpdate,
  ): Promise<MessageEnvelope<SettingsView>> {
    return { message: UPDATED, data: toSettingsView(await this.settings.update(tenantId, input)) };
  }
}
