import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { IsEmailAddress, IsText } from '../../http/field-rules.js';

/** Whose account it is. */
class AccountAddress {
  @ApiProperty({ format: 'email', example: 'owner@shop.example', maxLength: 254 })
  @IsEmailAddress()
  @MaxLength(254)
  email!: string;
}

/** The password of an account that is there: whatever rules it was made under. */
export class Credentials extends AccountAddress {
  @ApiProperty({ format: 'password', example: 'correct horse battery', minLength: 1, maxLength: 128 })
  @MaxLength(128)
  @MinLength(1)
  @IsString()
  password!: string;
}

/** What a new account is opened with. */
export class NewCredentials extends AccountAddress {
  @ApiProperty({ format: 'password', example: 'correct horse battery', minLength: 8, maxLength: 128 })
  @MaxLength(128)
  @MinLength(8)
  @IsString()
  password!: string;
}

/** What Swagger's Authorize button sends. */
export class TokenForm {
  @ApiProperty({ example: 'owner@shop.example', minLength: 1, maxLength: 254 })
  @IsText(1, 254)
  username!: string;

  @ApiProperty({ format: 'password', example: 'correct horse battery', maxLength: 128 })
  @MaxLength(128)
  @IsString()
  password!: string;
}

/** A refresh token from an earlier sign-in. */
export class RefreshRequest {
  @ApiProperty({ example: 'Qm9iJ3MgcmVmcmVzaCB0b2tlbg', minLength: 1, maxLength: 1024 })
  @MinLength(1)
  @MaxLength(1024)
  @IsString()
  refresh_token!: string;
}
