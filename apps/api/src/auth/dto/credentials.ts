import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsString, MaxLength, MinLength } from 'class-validator';
import { IsText } from '../../http/field-rules.js';

/** An e-mail address and the password of its account. */
export class Credentials {
  @ApiProperty({ example: 'owner@shop.example' })
  @IsEmail()
  @MaxLength(254)
  email!: string;

  @ApiProperty({ example: 'correct horse battery', minLength: 8, maxLength: 128 })
  @MinLength(8)
  @MaxLength(128)
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
