import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsString, MaxLength, MinLength } from 'class-validator';
import { IsText } from '../../http/field-rules.js';

/** Whose account it is. */
class AccountAddress {
  @ApiProperty({ example: 'owner@shop.example' })
  @IsEmail()
  @MaxLength(254)
  email!: string;
}

/** The password of an account that is there: whatever rules it was made under. */
export class Credentials extends AccountAddress {
  @ApiProperty({ example: 'correct horse battery', maxLength: 128 })
  @MaxLength(128)
  @MinLength(1)
  @IsString()
  password!: string;
}

/** What a new account is opened with. */
export class NewCredentials extends AccountAddress {
  @ApiProperty({ example: 'correct horse battery', minLength: 8, maxLength: 128 })
  @MaxLength(128)
  @MinLength(8)
  @IsString()
  password!: string;
}

/** What Swagger's Authorize button sends. */
export class TokenForm {
  @ApiProperty({ example: 'owner@shop.example' })
  @IsText(1, 254)
  username!: string;

  @ApiProperty({ example: 'correct horse battery' })
  @MaxLength(128)
  @IsString()
  password!: string;
}

/** A refresh token from an earlier sign-in. */
export class RefreshRequest {
  @ApiProperty({ example: 'Qm9iJ3MgcmVmcmVzaCB0b2tlbg' })
  @MinLength(1)
  @MaxLength(1024)
  @IsString()
  refresh_token!: string;
}
