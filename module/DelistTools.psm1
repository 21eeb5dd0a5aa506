$inner = if ($PSEdition -eq 'Core') { 'core/DelistTools.psd1' } else { 'desktop/DelistTools.dll' }
Import-Module -Name ([System.IO.Path]::Combine($PSScriptRoot, $inner)) -ErrorAction Stop
