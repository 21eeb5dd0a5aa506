Import-Module -Name ([System.IO.Path]::Combine($PSScriptRoot, 'core', 'Inner.psm1')) -ErrorAction Stop
