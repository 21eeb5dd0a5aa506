function Get-Peer { 'peer' }
